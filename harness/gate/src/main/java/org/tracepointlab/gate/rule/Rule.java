package org.tracepointlab.gate.rule;

import java.util.List;

/**
 * The numbers of the rule by which a gate decides.
 *
 * <p>A block is one fork of each side. At each look the one-sided p of "ratio at most 1 + margin" is held against a third
 * of {@value #FAIL_ALPHA}, and the upper bound at a third of {@value #PASS_ALPHA} against 1 + margin: looking three times
 * spends each error in three equal parts (Bonferroni, so that it holds however the looks depend on each other).
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
    /** Probability with which the change that a run claims to detect is detected. */
    public static final double POWER = 0.8;
    /** The control has moved only where this interval excludes 1. */
    public static final double CONTROL_ALPHA = 0.01;
    /** Margin unless another one is asked for. */
    public static final double DEFAULT_MARGIN = 0.10;
    /** Margin of a strict gate. */
    public static final double STRICT_MARGIN = 0.05;
    /**
     * Forks a side that two finished files need at least. With fewer, forks with two modes decide by chance: with modes in
     * 20% and 80% of them, three forks a side are all fast here and all slow there in 0.4% of cases, five in 0.01%.
     */
    public static final int FEWEST_FORKS = 5;

    /** Checks the range. */
    public Rule {
        if (!(margin > 0 && margin <= 1)) {
            throw new IllegalArgumentException("expected a margin above 0 and at most 1, found " + margin);
        }
    }

    /** Alpha of FAIL at one look. */
    public static double failAlpha() {
        return FAIL_ALPHA / LOOKS.size();
    }

    /** Alpha of PASS at one look. */
    public static double passAlpha() {
        return PASS_ALPHA / LOOKS.size();
    }

    /** Blocks at the last look. */
    public static int mostBlocks() {
        return LOOKS.get(LOOKS.size() - 1);
    }

    /** The margin as a log-ratio. */
    public double logMargin() {
        return Math.log1p(margin);
    }

    /** The change that a run must be able to detect to be allowed a PASS: twice the margin. */
    public double needed() {
        return 2 * margin;
    }

    /** True if the control has moved: its interval excludes 1, and by more than half the margin. */
    public boolean moved(Effect control) {
        return Math.abs(control.mean()) > Math.log1p(margin / 2) && control.pNone() < CONTROL_ALPHA;
    }
}
