package org.tracepointlab.work;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.ProfilerException;

/**
 * What may follow {@code -prof work:}, {@code name=value} with semicolons between.
 *
 * @param operations {@code ops}: after how many operations each thread ends an iteration; 0: when its time is up
 * @param jdk {@code jdk}: whether classes of the JDK are counted
 * @param jit {@code jit}: {@code c1}, which is quick to start; {@code c2}, as timed forks have it; {@code none}
 * @param vm {@code vm}: whether the virtual machine's own work is recorded
 * @param folder {@code dir}: where counts of each method are written to, or null
 */
record WorkOptions(long operations, boolean jdk, String jit, boolean vm, Path folder) {
    private static final String KNOWN = "ops=1000;jdk=true;jit=c1;vm=true;dir=";

    /**
     * Reads them.
     *
     * @throws ProfilerException for names that are not known and values that are none
     */
    static WorkOptions parse(String line) throws ProfilerException {
        Map<String, String> values = new TreeMap<>();
        put(KNOWN, values);
        int known = values.size();
        put(line, values);
        if (values.size() > known) {
            throw new ProfilerException("work: expected options out of " + KNOWN + ", found: " + line);
        }
        String folder = values.get("dir");
        return new WorkOptions(number(values.get("ops")), truth(values, "jdk"), compiler(values.get("jit")),
                truth(values, "vm"), folder.isEmpty() ? null : Path.of(folder));
    }

    private static void put(String line, Map<String, String> values) throws ProfilerException {
        for (String option : line.split(";")) {
            int equals = option.indexOf('=');
            if (equals < 0 && !option.isBlank()) {
                throw new ProfilerException("work: expected name=value;..., as in " + KNOWN + ", found: " + option);
            }
            if (equals > 0) {
                values.put(option.substring(0, equals).strip(), option.substring(equals + 1).strip());
            }
        }
    }

    private static long number(String value) throws ProfilerException {
        if (!value.matches("\\d{1,9}")) {
            throw new ProfilerException("work: expected ops=<0 to 999999999>, found: " + value);
        }
        return Long.parseLong(value);
    }

    private static String compiler(String value) throws ProfilerException {
        if (!value.matches("c1|c2|none")) {
            throw new ProfilerException("work: expected jit=c1, jit=c2 or jit=none, found: " + value);
        }
        return value;
    }

    /** What makes a fork compile with that. */
    List<String> compilerArguments() {
        return switch (jit) {
            case "c1" -> List.of("-XX:TieredStopAtLevel=1");
            case "none" -> List.of("-Xint");
            default -> List.of();
        };
    }

    private static boolean truth(Map<String, String> values, String name) throws ProfilerException {
        String value = values.get(name);
        if (!value.equals("true") && !value.equals("false")) {
            throw new ProfilerException("work: expected " + name + "=true or " + name + "=false, found: " + value);
        }
        return value.equals("true");
    }
}
