package org.tracepointlab.gate.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Comparison;
import org.tracepointlab.gate.rule.Decision;
import org.tracepointlab.gate.rule.Effect;
import org.tracepointlab.gate.rule.ForkScore;
import org.tracepointlab.gate.rule.Look;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Seeds;
import org.tracepointlab.gate.rule.Verdict;

/**
 * This gate's rule and those in use, each on the same forks: the forks of a benchmark's unchanged code are dealt to two
 * sides, and a slowdown is multiplied into one of them. The same seed gives the same figures, on however many threads.
 */
public final class BakeOff {

    /** Slowdowns that are tried, as fractions. */
    public static final List<Double> SLOWDOWNS = List.of(0.0, 0.05, 0.10, 0.20, 0.50);
    /** Benchmarks of a suite. */
    public static final int SUITE = 20;

    private final List<double[][]> benchmarks;
    private final Rule rule;
    private final int forks;
    private final long seed;
    private final List<Rival> rivals;

    /** @param forks a side; each benchmark has to have twice as many */
    public BakeOff(ForkTable table, Rule rule, int forks, long seed) {
        this.benchmarks = List.copyOf(table.benchmarks().values());
        this.rule = rule;
        this.forks = forks;
        this.seed = seed;
        this.rivals = Rival.inUse(forks);
    }

    /** Two sides of unchanged code: logarithms of costs by fork and iteration. */
    private record Sides(double[][] baseline, double[][] candidate) {

        Comparison comparison(int number, double log) {
            Effect effect = Effect.welch(scores(baseline, 0), scores(candidate, log));
            return new Comparison(new BenchmarkId("b" + number, "avgt", Map.of()), effect, null, baseline.length, false,
                    false, List.of());
        }

        private static double[] scores(double[][] forks, double log) {
            return Arrays.stream(forks).mapToDouble(fork -> ForkScore.ofLogs(fork) + log).toArray();
        }

        boolean alarms(Rival rival, double log) {
            return rival.slower().test(raised(baseline, 0), raised(candidate, log));
        }

        private static double[][] raised(double[][] forks, double log) {
            return Arrays.stream(forks).map(fork -> Rival.raised(fork, log)).toArray(double[][]::new);
        }
    }

    private Sides deal(double[][] forksOfOne, Random random) {
        List<double[]> dealt = new ArrayList<>(Arrays.asList(forksOfOne));
        Collections.shuffle(dealt, random);
        return new Sides(dealt.subList(0, forks).toArray(double[][]::new),
                dealt.subList(forks, 2 * forks).toArray(double[][]::new));
    }

    /** One comparison by itself: every benchmark is dealt this often. */
    public Tally single(int deals) {
        return tally(benchmarks.size() * deals, i -> {
            Random random = Seeds.random(seed, i + 1);
            Sides sides = deal(benchmarks.get(i % benchmarks.size()), random);
            boolean[][] alarms = new boolean[rivals.size() + 2][SLOWDOWNS.size()];
            for (int s = 0; s < SLOWDOWNS.size(); s++) {
                double log = Math.log1p(SLOWDOWNS.get(s));
                Verdict verdict = Decision.decide(rule, List.of(sides.comparison(0, log)), Look.only()).get(0)
                        .verdict();
                alarms[0][s] = verdict == Verdict.FAIL;
                alarms[1][s] = verdict == Verdict.PASS;
                for (int r = 0; r < rivals.size(); r++) {
                    alarms[r + 2][s] = sides.alarms(rivals.get(r), log);
                }
            }
            return alarms;
        });
    }

    /**
     * Suites of {@value #SUITE} benchmarks drawn from all. Without a slowdown, an alarm on any of them counts; with
     * one, one benchmark is slowed, and an alarm on that one counts.
     */
    public Tally suites(int suites) {
        return tally(suites, i -> {
            Random random = Seeds.random(seed, -1L - i);
            List<double[][]> drawn = new ArrayList<>(benchmarks);
            Collections.shuffle(drawn, random);
            List<Sides> sides = drawn.subList(0, SUITE).stream().map(one -> deal(one, random)).toList();
            boolean[][] alarms = new boolean[rivals.size() + 2][SLOWDOWNS.size()];
            for (int s = 0; s < SLOWDOWNS.size(); s++) {
                suite(sides, s, alarms);
            }
            return alarms;
        });
    }

    private void suite(List<Sides> sides, int s, boolean[][] alarms) {
        double log = Math.log1p(SLOWDOWNS.get(s));
        List<Comparison> comparisons = IntStream.range(0, SUITE)
                .mapToObj(k -> sides.get(k).comparison(k, k == 0 ? log : 0)).toList();
        List<Verdict> verdicts = Decision.decide(rule, comparisons, Look.only()).stream().map(o -> o.verdict())
                .toList();
        alarms[0][s] = log == 0 ? verdicts.contains(Verdict.FAIL) : verdicts.get(0) == Verdict.FAIL;
        alarms[1][s] = log == 0 ? verdicts.stream().allMatch(v -> v == Verdict.PASS) : verdicts.get(0) == Verdict.PASS;
        for (int r = 0; r < rivals.size(); r++) {
            Rival rival = rivals.get(r);
            alarms[r + 2][s] = log == 0 ? sides.stream().anyMatch(one -> one.alarms(rival, 0))
                    : sides.get(0).alarms(rival, log);
        }
    }

    @FunctionalInterface
    private interface Trial {
        boolean[][] run(int number);
    }

    private Tally tally(int trials, Trial trial) {
        Tally empty = new Tally(names(), trials, new int[rivals.size() + 2][SLOWDOWNS.size()]);
        return IntStream.range(0, trials).parallel().mapToObj(trial::run).map(alarms -> empty.with(alarms))
                .reduce(empty, Tally::plus);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of("this gate's rule: FAIL", "this gate's rule: PASS"));
        rivals.forEach(rival -> names.add(rival.name()));
        return names;
    }

    /**
     * How often each rule raised an alarm; the second row is how often this gate's rule PASSes.
     *
     * @param rules names
     * @param trials for each figure
     * @param alarms by rule and slowdown
     */
    public record Tally(List<String> rules, int trials, int[][] alarms) {

        private Tally with(boolean[][] raised) {
            return new Tally(rules, trials, Arrays.stream(raised).map(row -> IntStream.range(0, row.length)
                    .map(s -> row[s] ? 1 : 0).toArray()).toArray(int[][]::new));
        }

        private Tally plus(Tally other) {
            return new Tally(rules, trials, IntStream.range(0, alarms.length)
                    .mapToObj(r -> IntStream.range(0, alarms[r].length)
                    .map(s -> alarms[r][s] + other.alarms[r][s]).toArray()).toArray(int[][]::new));
        }

        /** Share of the trials in which this rule raised an alarm at this slowdown. */
        public double share(int rule, int slowdown) {
            return (double) alarms[rule][slowdown] / trials;
        }
    }
}
