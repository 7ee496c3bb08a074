package org.tracepointlab.gate.rule;

/**
 * What a comparison can see: the power of its t test, by the noncentral t with the comparison's own degrees of freedom
 * and at the level that the first of all benchmarks judged together has to stand. Information: it decides nothing.
 * Immutable.
 *
 * <p>What it takes for the spread is an estimate. The median of what comparisons of one noise say is detected in 80% of
 * cases, but for one point or two; one of them, with 5 forks a side, may say a third too little or too much.
 *
 * @param rule whose margin is to be exceeded
 * @param level of the test, Holm's correction and looks taken into account
 * @param spread standard deviation of the log-ratio of two forks of the same code
 * @param dfEach degrees of freedom that a further fork a side adds: 1 if they are paired, 1 to 2 if not
 * @param dfMore degrees of freedom that come from elsewhere: what the suite's spread says
 */
public record Power(Rule rule, double level, double spread, double dfEach, double dfMore) {

    private static final int MOST_BLOCKS = 100_000;

    /** Of the last look at benchmarks judged together. */
    static Power of(Rule rule, Look look, int benchmarks, Effect own, Effect moderated, double spread) {
        return new Power(rule, look.lastLevel(benchmarks), spread, own.df() / (own.n() - 1), moderated.df() - own.df());
    }

    /** Of the last look of a gate of one benchmark, with this spread of the log-ratio of two forks of a block. */
    public static Power ofGate(Rule rule, double spread) {
        return new Power(rule, Look.after(Rule.mostBlocks()).lastLevel(1), spread, 1, 0);
    }

    /**
     * The smallest slowdown that FAILs with a probability of {@link Rule#POWER} with this many forks a side; 0.1 is
     * 10%.
     */
    public double detectable(int forks) {
        double df = dfEach * (forks - 1) + dfMore;
        return Math.expm1(rule.logMargin() + Quantiles.shift(df, level) * spread / Math.sqrt(forks));
    }

    /** The fewest forks a side with which a slowdown of this fraction is detected, at most 100,000. */
    public int forksFor(double change) {
        int low = Effect.FEWEST;
        int high = low;
        while (high < MOST_BLOCKS && detectable(high) > change) {
            low = high;
            high = Math.min(MOST_BLOCKS, 2 * high);
        }
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (detectable(middle) > change) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return detectable(low) <= change ? low : high;
    }
}
