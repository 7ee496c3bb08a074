package org.tracepointlab.bench;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Which sites have compiled code that is in use: HotSpot's own list ({@code jcmd Compiler.codelist}), asked for from
 * inside, so that no flag has to be given and nothing is logged while something is measured.
 *
 * <p>Each piece of compiled code has a number of its own. A piece counts if it is of the highest tier and in use; one
 * that was made not entrant is not. So the numbers before a toggle that are missing after it are the code that the
 * toggle threw away.
 *
 * <p>Immutable; takes some milliseconds to make.
 */
final class CompiledCode {

    // a line: compile id, tier, state, method, [addresses]
    private static final String TOP_TIER = "4";
    private static final String IN_USE = "0";
    private static final String METHOD = ".run(";

    private final Set<Integer> inUse;

    private CompiledCode(Set<Integer> inUse) {
        this.inUse = inUse;
    }

    /** The list as it is now, of the sites whose classes have these names. */
    static CompiledCode now(Set<String> classes) {
        return of(list(), classes);
    }

    /** Reads a list in the form of Compiler.codelist. */
    static CompiledCode of(String list, Set<String> classes) {
        Set<Integer> ids = new HashSet<>();
        list.lines().filter(line -> line.contains(METHOD)).forEach(line -> {
            String[] fields = line.strip().split(" +", 5);
            String method = fields[3];
            if (fields[1].equals(TOP_TIER) && fields[2].equals(IN_USE)
                    && classes.contains(method.substring(0, method.indexOf(METHOD)))) {
                ids.add(Integer.valueOf(fields[0]));
            }
        });
        return new CompiledCode(ids);
    }

    private static String list() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "compilerCodelist",
                    new Object[] {new String[0]}, new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException("expected a HotSpot JVM that lists its compiled code, found none", e);
        }
    }

    /** How many sites have compiled code. */
    int sites() {
        return inUse.size();
    }

    /** Adds the numbers of its pieces. */
    void addTo(Set<Integer> numbers) {
        numbers.addAll(inUse);
    }

    /** How many pieces of this code are not in use any more in a later list. */
    int missingIn(CompiledCode later) {
        Set<Integer> missing = new HashSet<>(inUse);
        missing.removeAll(later.inUse);
        return missing.size();
    }
}
