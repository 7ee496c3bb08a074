package org.tracepointlab.gate.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.rule.Quantiles;

/**
 * A usual rule, on the first forks of each side with all of their iterations pooled.
 *
 * @param name in tables
 * @param blocks forks a side that it looks at
 * @param slower says of pooled scores of baseline and candidate whether the candidate is slower
 */
public record Rival(String name, int blocks, BiPredicate<double[], double[]> slower) {

    private static final double LIMIT = 1.05;
    private static final double ALPHA = 0.05;
    private static final double JMH_ALPHA = 0.001;

    /** The three rules, each on as many forks as the gate's first look and its last one have. */
    public static List<Rival> all(int first, int last) {
        return IntStream.of(first, last).boxed().flatMap(n -> List.of(
                new Rival("mean ratio > 1.05", n, Rival::ratio),
                new Rival("Mann-Whitney on pooled iterations, p < 0.05", n, Rival::mannWhitney),
                new Rival("disjoint JMH error bars (99.9%)", n, Rival::disjoint)).stream()).toList();
    }

    /** Whether it raises an alarm. */
    boolean alarms(double[][][] scores, double log) {
        return slower.test(pooled(scores, 0, 0), pooled(scores, 1, log));
    }

    private double[] pooled(double[][][] scores, int role, double log) {
        return Arrays.stream(scores, 0, blocks).flatMapToDouble(block -> Arrays.stream(block[role]))
                .map(score -> Math.exp(score + log)).toArray();
    }

    private static boolean ratio(double[] baseline, double[] candidate) {
        return Stats.mean(candidate) / Stats.mean(baseline) > LIMIT;
    }

    private static boolean mannWhitney(double[] baseline, double[] candidate) {
        return MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN).with(PValueMethod.ASYMPTOTIC)
                .test(candidate, baseline).getPValue() < ALPHA;
    }

    private static boolean disjoint(double[] baseline, double[] candidate) {
        return Stats.mean(candidate) - error(candidate) > Stats.mean(baseline) + error(baseline);
    }

    /** The error that JMH prints behind a score. */
    private static double error(double[] values) {
        return Quantiles.upper(values.length - 1, JMH_ALPHA / 2) * Math.sqrt(Stats.variance(values) / values.length);
    }
}
