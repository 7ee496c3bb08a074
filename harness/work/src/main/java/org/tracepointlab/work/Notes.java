package org.tracepointlab.work;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tracepointlab.work.agent.Reader;
import org.tracepointlab.work.agent.Totals;

/** What a counted run says beside its figures: the methods that did most, and what was not counted. */
final class Notes {
    private static final int MOST = 5;
    private static final int FAILURES = 10;

    private Notes() {
    }

    static String of(MethodFile methods, Reader reader, WorkOptions options, String unsized) {
        StringBuilder text = new StringBuilder("Most bytecodes, for each operation:\n");
        List<Map.Entry<String, Totals>> sorted = methods.sorted();
        for (Map.Entry<String, Totals> method : sorted.subList(0, Math.min(MOST, sorted.size()))) {
            double each = method.getValue().bytecodes() / methods.operations();
            text.append(String.format(Locale.ROOT, "  %,14.3f  %s%n", each, method.getKey()));
        }
        text.append("Not counted:\n");
        text.append("  native methods (the call counts), hidden classes (of lambdas and method handles), java.lang.Object, JMH\n");
        text.append("  java.lang.invoke and reflection: what is called through them counts, they do not\n");
        text.append(options.jdk()
                ? "  the inside of " + reader.intrinsics() + " methods that the VM may replace by its own code (intrinsics)\n"
                : "  classes of the JDK (jdk=false)\n");
        if (unsized != null) {
            text.append("  bytes: the size of ").append(unsized).append(" could not be found out\n");
        }
        Set<String> failures = reader.failures();
        failures.stream().limit(FAILURES).forEach(failure -> text.append("  ").append(failure).append('\n'));
        if (failures.size() > FAILURES) {
            text.append("  and ").append(failures.size() - FAILURES).append(" more\n");
        }
        return text.toString();
    }
}
