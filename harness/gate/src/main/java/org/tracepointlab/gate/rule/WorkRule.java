package org.tracepointlab.gate.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rule on work for each operation: what is counted may not exceed the baseline's by more than its margin. Counts of
 * one thread repeat exactly, so that there is no statistics in it. Immutable.
 *
 * <p>A difference of less than {@value #LEAST} for each operation is none: one more object in a hundred operations is
 * a table that grew, not work that each operation does. Of {@code gc.alloc.rate.norm}, which is no exact count, it is
 * less than a byte; of the virtual machine's own work, less than five operations, handshakes or whatever it is.
 *
 * @param margins by metric, each a share of the baseline's count, 0 or more
 */
public record WorkRule(Map<String, Double> margins) {

    /** What an operation has to do more for it to count. */
    public static final double LEAST = 0.01;

    /** Margin of a metric unless something else is said. */
    public static final double MARGIN = 0.01;

    /** What JMH's {@code -prof gc} says of allocation. */
    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final double LEAST_BYTES = 1;

    /** What the virtual machine does for itself now and then: a handshake to free code, a safepoint to clean up. */
    private static final double LEAST_OF_THE_MACHINE = 5;

    /** Metrics of the virtual machine's own work begin so. */
    public static final String MACHINE = "work.vm.";

    /** The metrics that are judged unless something else is said: the work of the benchmark's own threads. */
    public static final List<String> METRICS = List.of("work.bytecodes", "work.calls", "work.objects", "work.bytes",
            "work.monitors", "work.atomics");

    /** One margin for all metrics. */
    public static WorkRule of(double margin) {
        Map<String, Double> margins = new LinkedHashMap<>();
        METRICS.forEach(metric -> margins.put(metric, margin));
        margins.put(ALLOCATION, margin);
        return new WorkRule(margins);
    }

    static boolean judges(String metric) {
        return isWork(metric) || metric.equals(ALLOCATION);
    }

    static boolean isWork(String metric) {
        return METRICS.contains(metric);
    }

    /** Checks the ranges and takes a copy. */
    public WorkRule {
        margins.forEach((metric, margin) -> {
            if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("expected a margin of 0 or more for " + metric + ", found "
                        + margin);
            }
        });
        margins = Map.copyOf(margins);
    }

    /** True if the candidate's count is too high. */
    public boolean exceeds(String metric, double before, double after) {
        return after > before * (1 + margins.getOrDefault(metric, MARGIN))
                && after - before >= least(metric);
    }

    /** Below which a difference is none, for each operation. */
    public static double least(String metric) {
        return metric.equals(ALLOCATION) ? LEAST_BYTES : metric.startsWith(MACHINE) ? LEAST_OF_THE_MACHINE : LEAST;
    }

    /** Why, in one line; the same words whatever came of it. */
    public String reason(String metric, double before, double after) {
        return Text.format("%s for each operation, %s in the baseline (%s, margin %s)", number(after), number(before),
                change(before, after), Text.percent(margins.getOrDefault(metric, MARGIN)));
    }

    private static String number(double count) {
        return Text.format(count == Math.rint(count) ? "%,.0f" : "%,.3f", count);
    }

    private static String change(double before, double after) {
        if (before == after) {
            return "the same";
        }
        return before == 0 ? "from none" : Text.format("%+.2f%%", 100 * (after / before - 1));
    }
}
