package org.tracepointlab.work;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tracepointlab.work.agent.Totals;

/** What a counted run says beside its figures: the methods that did most, and what was not counted. */
final class Notes {
    private static final int MOST = 5;
    private static final int LINES = 10;

    private Notes() {
    }

    /**
     * The text.
     *
     * @param intrinsics methods that the VM may replace, or -1 if classes of the JDK are not counted at all
     * @param missing what else is not counted, one line each
     */
    static String of(MethodFile methods, int intrinsics, List<String> missing) {
        StringBuilder text = new StringBuilder("Most bytecodes, for each operation:\n");
        List<Map.Entry<String, Totals>> sorted = methods.sorted();
        for (Map.Entry<String, Totals> method : sorted.subList(0, Math.min(MOST, sorted.size()))) {
            double each = method.getValue().bytecodes() / methods.operations();
            text.append(String.format(Locale.ROOT, "  %,14.3f  %s%n", each, method.getKey()));
        }
        text.append("Not counted:\n");
        text.append("  native methods (the call counts), hidden classes (of lambdas and method handles),\n");
        text.append("  java.lang.Object, JMH\n");
        text.append("  java.lang.invoke and reflection: what is called through them counts, they do not\n");
        text.append(intrinsics < 0 ? "  classes of the JDK (jdk=false)\n"
                : "  the inside of " + intrinsics + " methods that the VM may replace by its own code (intrinsics)\n");
        missing.stream().limit(LINES).forEach(line -> text.append("  ").append(line).append('\n'));
        if (missing.size() > LINES) {
            text.append("  and ").append(missing.size() - LINES).append(" more\n");
        }
        return text.toString();
    }
}
