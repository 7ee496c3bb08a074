package org.tracepointlab.gate.rule;

/**
 * What a run can see, from the spread of its own unchanged code. The power of the t test is taken as that of a t that is
 * shifted: for 6 blocks and more its detectable change is within 5% of that of the noncentral t.
 */
public final class Power {

    private static final int MOST_BLOCKS = 100_000;

    private Power() {
    }

    /**
     * The smallest slowdown that FAILs with a probability of {@link Rule#POWER}.
     *
     * @param spread standard deviation of the log-ratio of two forks of the same code
     * @param blocks that the run has at its end
     * @param benchmarks that are gated together: the first to be rejected has to stand Holm's correction for all
     * @return as a fraction, 0.1 being 10%
     */
    public static double detectable(Rule rule, double spread, int blocks, int benchmarks) {
        double df = blocks - 1;
        double both = Quantiles.upper(df, Rule.failAlpha() / benchmarks) + Quantiles.upper(df, 1 - Rule.POWER);
        return Math.expm1(rule.logMargin() + both * spread / Math.sqrt(blocks));
    }

    /** The fewest blocks with which a slowdown of this fraction is detected, at most 100,000. */
    public static int blocksFor(Rule rule, double change, double spread, int benchmarks) {
        int low = Effect.FEWEST;
        int high = low;
        while (high < MOST_BLOCKS && detectable(rule, spread, high, benchmarks) > change) {
            low = high;
            high = Math.min(MOST_BLOCKS, 2 * high);
        }
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (detectable(rule, spread, middle, benchmarks) > change) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return detectable(rule, spread, low, benchmarks) <= change ? low : high;
    }
}
