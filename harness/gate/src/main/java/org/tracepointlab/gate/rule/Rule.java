package org.tracepointlab.gate.rule;

import java.util.List;

/**
 * The numbers of the rule by which a gate decides.
 *
 * <p>A block is one fork of each side. The one-sided p of "ratio at most 1 + margin" is held against
 * {@value #FAIL_ALPHA}, and the upper bound against 1 + margin at {@value #PASS_ALPHA}. Finished data is looked at once
 * and spends all of both; a gate looks after 6, 10 and 20 blocks and spends a part of each at every look
 * ({@link Looks}).
 *
 * @param margin slowdown that is let pass, as a fraction above 0 and at most 1: 0.1 is 10%
 */
public record Rule(double margin) {

    /** Blocks after which one looks. */
    public static final List<Integer> LOOKS = List.of(6, 10, 20);
    /** Probability of a false FAIL at a slowdown of exactly the margin, over all looks and benchmarks. */
    public static final double FAIL_ALPHA = 0.01;
    /** Probability of a false PASS at a slowdown of exactly the margin, over all looks of one benchmark. */
    public static final double PASS_ALPHA = 0.05;
    /** Probability with which the change that a report says it detects is detected. */
    public static final double POWER = 0.8;
    /** Margin unless another one is asked for. */
    public static final double DEFAULT_MARGIN = 0.10;
    /** Margin of a strict gate. */
    public static final double STRICT_MARGIN = 0.05;
    /**
     * Forks a side that two finished files need at least. With fewer, forks with two modes decide by chance: with modes
     * in 20% and 80% of them, three forks a side are all fast here and all slow there in 0.4% of cases, five in 0.01%.
     */
    public static final int FEWEST_FORKS = 5;

    /** Checks the range. */
    public Rule {
        if (!(margin > 0 && margin <= 1)) {
            throw new IllegalArgumentException("expected a margin above 0 and at most 1, found " + margin);
        }
    }

    /** Blocks at the last look. */
    public static int mostBlocks() {
        return LOOKS.get(LOOKS.size() - 1);
    }

    /** The margin as a log-ratio. */
    public double logMargin() {
        return Math.log1p(margin);
    }

    /** The change that a report says the cost of detecting: twice the margin. */
    public double doubled() {
        return 2 * margin;
    }
}
