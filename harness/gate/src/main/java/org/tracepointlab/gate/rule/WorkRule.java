package org.tracepointlab.gate.rule;

import java.util.Map;

/**
 * The rule on work for each operation: what is counted may not exceed the baseline's by more than its margin. Counts of
 * one thread repeat exactly, so that there is no statistics in it. Immutable.
 *
 * <p>A difference of less than {@value #LEAST} for each operation is none: one more object in a hundred operations is
 * a table that grew, not work that each operation does.
 *
 * @param margins by metric, each a share of the baseline's count, 0 or more
 */
public record WorkRule(Map<String, Double> margins) {

    /** What an operation has to do more for it to count. */
    public static final double LEAST = 0.01;

    /** Margin of a metric unless something else is said. */
    public static final double MARGIN = 0.01;

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
        return after > before * (1 + margins.getOrDefault(metric, MARGIN)) && after - before >= LEAST;
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
