package org.tracepointlab.gate.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.TTest;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.rule.Quantiles;

/**
 * A rule that is in use, on the forks of two sides, each with its iterations.
 *
 * @param name in tables
 * @param blocks forks a side that it looks at
 * @param slower says of scores by fork and iteration, baseline's and candidate's, whether the candidate is slower
 */
public record Rival(String name, int blocks, BiPredicate<double[][], double[][]> slower) {

    private static final double LIMIT = 1.05;
    private static final double WIDE = 1.10;
    private static final double DOUBLE = 2;
    private static final double ALPHA = 0.05;
    private static final double JMH_ALPHA = 0.001;
    private static final double CRITERION_NOISE = 0.01;

    /** Three usual ones, each on as many forks as the gate's first look and its last one have. */
    public static List<Rival> all(int first, int last) {
        return IntStream.of(first, last).boxed().flatMap(n -> List.of(
                new Rival("mean ratio > 1.05", n, pooled((a, b) -> ratio(a, b) > LIMIT)),
                new Rival("Mann-Whitney on pooled iterations, p < 0.05", n, pooled(Rival::mannWhitney)),
                new Rival("disjoint JMH error bars (99.9%)", n, pooled(Rival::disjoint))).stream()).toList();
    }

    /** What projects and tools decide by, on this many forks a side. */
    public static List<Rival> inUse(int forks) {
        List<Rival> rules = new ArrayList<>();
        rules.add(new Rival("benchstat: Mann-Whitney on forks, p < 0.05", forks,
                (a, b) -> mannWhitney(means(a), means(b))));
        rules.add(new Rival("Mann-Whitney on pooled iterations, p < 0.05", forks, pooled(Rival::mannWhitney)));
        rules.add(new Rival("Criterion: t test p < 0.05, and 95% interval above 1%", forks, pooled(Rival::criterion)));
        rules.add(new Rival("Welch's t on pooled iterations, p < 0.05", forks, pooled((a, b) -> welch(a, b) < ALPHA)));
        rules.add(new Rival("disjoint JMH error bars (99.9%)", forks, pooled(Rival::disjoint)));
        rules.add(new Rival("disjoint JMH error bars, and mean above 5%", forks,
                pooled((a, b) -> disjoint(a, b) && ratio(a, b) > LIMIT)));
        rules.add(new Rival("disjoint JMH error bars, and mean above 10%", forks,
                pooled((a, b) -> disjoint(a, b) && ratio(a, b) > WIDE)));
        rules.add(new Rival("mean above 5%", forks, pooled((a, b) -> ratio(a, b) > LIMIT)));
        rules.add(new Rival("mean above 10%", forks, pooled((a, b) -> ratio(a, b) > WIDE)));
        rules.add(new Rival("github-action-benchmark: mean above 200%", forks, pooled((a, b) -> ratio(a, b) > DOUBLE)));
        return rules;
    }

    /**
     * Whether it raises an alarm on the first forks of these blocks, when the candidate's logarithms of scores are
     * raised.
     */
    boolean alarms(double[][][] scores, double log) {
        return slower.test(side(scores, 0, 0), side(scores, 1, log));
    }

    private double[][] side(double[][][] scores, int role, double log) {
        return Arrays.stream(scores, 0, blocks).map(block -> raised(block[role], log)).toArray(double[][]::new);
    }

    /** Scores from their logarithms, raised. */
    static double[] raised(double[] logs, double log) {
        return Arrays.stream(logs).map(score -> Math.exp(score + log)).toArray();
    }

    private static BiPredicate<double[][], double[][]> pooled(BiPredicate<double[], double[]> rule) {
        return (a, b) -> rule.test(pool(a), pool(b));
    }

    private static double[] pool(double[][] forks) {
        return Arrays.stream(forks).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] means(double[][] forks) {
        return Arrays.stream(forks).mapToDouble(Stats::mean).toArray();
    }

    private static double ratio(double[] baseline, double[] candidate) {
        return Stats.mean(candidate) / Stats.mean(baseline);
    }

    private static boolean mannWhitney(double[] baseline, double[] candidate) {
        boolean few = baseline.length + candidate.length <= 50;
        return Stats.median(candidate) > Stats.median(baseline) && MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.TWO_SIDED).with(few ? PValueMethod.AUTO : PValueMethod.ASYMPTOTIC)
                .test(candidate, baseline).getPValue() < ALPHA;
    }

    /** Two-sided, where the candidate is slower. */
    private static double welch(double[] baseline, double[] candidate) {
        if (Stats.mean(candidate) <= Stats.mean(baseline)) {
            return 1;
        }
        return TTest.withDefaults().with(DataDispersion.HETEROSCEDASTIC).with(AlternativeHypothesis.TWO_SIDED)
                .test(candidate, baseline).getPValue();
    }

    /** Its bootstraps are replaced by what they come to for many scores: t, and a normal interval of the ratio. */
    private static boolean criterion(double[] baseline, double[] candidate) {
        double spread = Math.hypot(relativeError(baseline), relativeError(candidate));
        double low = ratio(baseline, candidate) * (
                1 - Quantiles.upper(baseline.length + candidate.length - 2.0, ALPHA / 2) * spread);
        return low > 1 + CRITERION_NOISE && welch(baseline, candidate) < ALPHA;
    }

    private static double relativeError(double[] values) {
        return Math.sqrt(Stats.variance(values) / values.length) / Stats.mean(values);
    }

    private static boolean disjoint(double[] baseline, double[] candidate) {
        return Stats.mean(candidate) - error(candidate) > Stats.mean(baseline) + error(baseline);
    }

    /** The error that JMH prints behind a score. */
    private static double error(double[] values) {
        return Quantiles.upper(values.length - 1, JMH_ALPHA / 2) * Math.sqrt(Stats.variance(values) / values.length);
    }
}
