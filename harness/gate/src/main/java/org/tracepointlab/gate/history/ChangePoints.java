package org.tracepointlab.gate.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.tracepointlab.gate.core.Stats;

/**
 * Change points of a series: places from which on the level is another one. Pure functions, without randomness.
 *
 * <p><b>Values with noise.</b> The series is fitted by levels, all places at once ({@link Steps}), and not by halves as
 * in E-divisive (Matteson and James 2014): a change and its repair hide each other from who looks for one place at a
 * time. One more change, or two more at once, are accepted while the F test of the better fit stays below
 * {@link #ALPHA} after it was multiplied with the number of places that were tried. This bound holds for normal noise
 * whatever the length, so that short series need no table and no permutations. A value counts at most three standard
 * deviations from the median of the {@value #NEIGHBOURS} values around it, and a level has three values or more in
 * series of {@value #LONG}: one outlier is no change. The spread for that comes from differences of neighbours, which
 * hardly see changes and drift.
 *
 * <p><b>Exact counts.</b> They have no noise: each difference is a change. A metric that differs more often
 * than every fourth time is not exact, and is treated as the others are.
 *
 * <p>A change that a straight line explains better than a step is <em>gradual</em>: the place says little then.
 */
public final class ChangePoints {

    /** Series without a change show one with this probability at most, once for one place and once for two. */
    static final double ALPHA = 0.002;

    /** Each change has to be improbable by itself, too, if not so much: a few times this. */
    private static final double ALONE = 5;
    /** From this length on there are neighbours enough to tell outliers. */
    private static final int LONG = 12;
    private static final double OUTLIER = 3;
    private static final int NEIGHBOURS = 7;
    /** Of a normal distribution: standard deviation to median of absolute deviations. */
    private static final double TO_DEVIATION = 1.4826;
    /** Values around a change of which a line may be told from a step. */
    private static final int LINE = 20;
    private static final double LIKELY = 0.95;
    /** Share of a count below which a difference is rounding. */
    private static final double SAME_COUNT = 1e-4;
    /** A count that changes more often than every so many commits is not exact, unless it has few changes at all. */
    private static final int SELDOM = 4;
    private static final int FEW = 2;
    /** Share of the greatest count that is added to those of a series with noise that has none at times. */
    private static final double NOTHING = 0.1;

    private final double alpha;

    private ChangePoints(double alpha) {
        this.alpha = alpha;
    }

    /**
     * The changes in a series of measured values.
     *
     * @param values above 0 and finite, in the order of their commits
     */
    public static List<Change> find(double[] values) {
        return find(values, ALPHA);
    }

    /** The same with another probability of false ones, for tests of the tests. */
    static List<Change> find(double[] values, double alpha) {
        double[] logs = Arrays.stream(values).map(Math::log).toArray();
        if (Arrays.stream(logs).anyMatch(log -> !Double.isFinite(log))) {
            throw new IllegalArgumentException("expected values above 0, found " + Arrays.toString(values));
        }
        return new ChangePoints(alpha).ofLogs(logs);
    }

    /**
     * The changes in a series of counts, 0 or more.
     *
     * @param least below which a difference is none
     */
    public static List<Change> ofCounts(double[] counts, double least) {
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i < counts.length; i++) {
            double before = counts[i - 1];
            double difference = Math.abs(counts[i] - before);
            if (difference > SAME_COUNT * Math.max(before, counts[i]) && difference >= least) {
                changes.add(Change.exact(i, before, counts[i]));
            }
        }
        if (changes.size() <= FEW || changes.size() * SELDOM < counts.length) {
            return changes;
        }
        // A logarithm of none is far from any other.
        double more = Arrays.stream(counts).anyMatch(count -> count == 0)
                ? NOTHING * Arrays.stream(counts).max().orElseThrow() : 0;
        return find(Arrays.stream(counts).map(count -> count + more).toArray());
    }

    private List<Change> ofLogs(double[] logs) {
        int n = logs.length;
        double[] clipped = clipped(logs);
        Steps steps = new Steps(clipped, n < LONG ? 2 : 3);
        int changes = 0;
        for (int more = 1; more > 0;) {
            more = better(steps, n, changes, 1) ? 1 : better(steps, n, changes, 2) ? 2 : 0;
            changes += more;
        }
        while (changes > 0) {
            List<Change> all = described(logs, clipped, steps, changes);
            if (all.stream().allMatch(change -> change.p() <= ALONE * alpha)) {
                return all;
            }
            changes--;
        }
        return List.of();
    }

    /** Whether more changes fit so much better that chance does not explain it. */
    private boolean better(Steps steps, int n, int changes, int more) {
        if (!steps.fits(changes + more)) {
            return false;
        }
        int df = n - changes - more - 1;
        double left = steps.of(changes + more);
        double f = (steps.of(changes) - left) / more / (left / df);
        double ways = Math.exp(logBinomial(n - 1 - changes, more));
        return f > 0 && ways * FDistribution.of(more, df).survivalProbability(f) <= alpha;
    }

    private static double logBinomial(int n, int k) {
        return LogGamma.value(n + 1.0) - LogGamma.value(k + 1.0) - LogGamma.value(n - k + 1.0);
    }

    /** The size is that of the values themselves; the spread, and so the probability, that of the clipped ones. */
    private static List<Change> described(double[] logs, double[] clipped, Steps steps, int changes) {
        double reach = reach(logs);
        int[] places = steps.places(changes);
        int df = logs.length - changes - 1;
        double deviation = Math.sqrt(steps.of(changes) / df);
        List<Change> all = new ArrayList<>();
        for (int k = 1; k <= changes; k++) {
            int from = places[k - 1];
            int at = places[k];
            int to = places[k + 1];
            double difference = level(logs, at, to, reach) - level(logs, from, at, reach);
            double error = deviation * Math.sqrt(1.0 / (at - from) + 1.0 / (to - at));
            TDistribution t = TDistribution.of(df);
            double p = Math.min(1, (logs.length - 1) * 2 * t.survivalProbability(Math.abs(difference) / error));
            double half = error * t.inverseSurvivalProbability((1 - LIKELY) / 2);
            int[] where = where(steps, from, at, to, deviation);
            all.add(new Change(at, where[0], where[1], Math.exp(difference), Math.exp(difference - half),
                    Math.exp(difference + half), p, gradual(clipped, steps, from, at, to)));
        }
        return all;
    }

    /** The places around a change that have it with 95% probability, each as likely as its fit says. */
    private static int[] where(Steps steps, int from, int at, int to, double deviation) {
        double least = steps.around(from, at) + steps.around(at, to);
        double[] weights = new double[to];
        double all = 0;
        for (int i = from + 1; i < to; i++) {
            double worse = steps.around(from, i) + steps.around(i, to) - least;
            weights[i] = Math.exp(-worse / (2 * deviation * deviation));
            all += weights[i];
        }
        int first = at;
        int last = at;
        double inside = weights[at];
        while (inside < LIKELY * all) {
            boolean before = first - 1 > from && (last + 1 >= to || weights[first - 1] >= weights[last + 1]);
            inside += before ? weights[--first] : weights[++last];
        }
        return new int[] {first, last};
    }

    private static boolean gradual(double[] logs, Steps steps, int from, int at, int to) {
        int n = to - from;
        if (n < LINE) {
            return false;
        }
        double middle = (n - 1) / 2.0;
        double product = 0;
        for (int i = 0; i < n; i++) {
            product += (i - middle) * logs[from + i];
        }
        double explained = product * product / (n * (1.0 * n * n - 1) / 12);
        return steps.around(from, to) - explained < steps.around(from, at) + steps.around(at, to);
    }

    /** Standard deviation by differences of neighbours, which few changes and slow drift hardly touch. */
    private static double deviation(double[] logs) {
        double[] differences = new double[Math.max(0, logs.length - 1)];
        for (int i = 1; i < logs.length; i++) {
            differences[i - 1] = Math.abs(logs[i] - logs[i - 1]);
        }
        return TO_DEVIATION * Stats.median(differences) / Math.sqrt(2);
    }

    /** How far from its neighbours' median a value may be by chance; infinite where nothing can be said of that. */
    private static double reach(double[] logs) {
        double deviation = deviation(logs);
        return logs.length < LONG || deviation == 0 ? Double.POSITIVE_INFINITY : OUTLIER * deviation;
    }

    private static double[] clipped(double[] logs) {
        double reach = reach(logs);
        if (reach == Double.POSITIVE_INFINITY) {
            return logs;
        }
        double[] clipped = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            int from = Math.max(0, Math.min(i - NEIGHBOURS / 2, logs.length - NEIGHBOURS));
            clipped[i] = clip(logs[i], Stats.median(Arrays.copyOfRange(logs, from, from + NEIGHBOURS)), reach);
        }
        return clipped;
    }

    private static double clip(double value, double middle, double reach) {
        return Math.max(middle - reach, Math.min(middle + reach, value));
    }

    /** Mean of a level, whose outliers are moved to where its values may be. */
    private static double level(double[] logs, int from, int to, double reach) {
        double[] all = Arrays.copyOfRange(logs, from, to);
        double middle = Stats.median(all);
        return Arrays.stream(all).map(log -> clip(log, middle, reach)).average().orElseThrow();
    }
}
