package org.tracepointlab.gate.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Comparison;
import org.tracepointlab.gate.rule.Decision;
import org.tracepointlab.gate.rule.Effect;
import org.tracepointlab.gate.rule.ForkScore;
import org.tracepointlab.gate.rule.Look;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Verdict;

/** The rule on whole suites, whose benchmarks are judged together: what it promises of all of them. */
@Timeout(180)
class SuiteTest {

    private static final Noise LOGNORMAL = Noises.computed().get(0);

    /** One suite's benchmarks, by benchmark, block and role. */
    private static List<double[][]> draw(int benchmarks, int blocks, Noise noise, Random random) {
        List<double[][]> suite = new ArrayList<>();
        for (int i = 0; i < benchmarks; i++) {
            suite.add(Arrays.stream(noise.draw(blocks, random))
                    .map(block -> Arrays.stream(block).mapToDouble(ForkScore::ofLogs).toArray())
                    .toArray(double[][]::new));
        }
        return suite;
    }

    private static double[] role(double[][] blocks, int n, int role, double log) {
        return Arrays.stream(blocks, 0, n).mapToDouble(block -> block[role] + log).toArray();
    }

    private static BenchmarkId id(int i) {
        return new BenchmarkId("a.b" + i, "ss", Map.of());
    }

    /** The outcomes of a whole gate, in which those that passed stay passed. */
    private static List<Outcome> gate(Rule rule, List<double[][]> suite, double log) {
        boolean[] passed = new boolean[suite.size()];
        List<Outcome> outcomes = List.of();
        for (int look : Rule.LOOKS) {
            List<Comparison> comparisons = new ArrayList<>();
            for (int i = 0; i < suite.size(); i++) {
                double[] baseline = role(suite.get(i), look, 0, 0);
                comparisons.add(new Comparison(id(i), Effect.paired(minus(role(suite.get(i), look, 1, log), baseline)),
                        Effect.paired(minus(role(suite.get(i), look, 2, 0), baseline)), Rule.mostBlocks(), passed[i]));
            }
            outcomes = Decision.decide(rule, comparisons, Look.after(look));
            for (int i = 0; i < passed.length; i++) {
                passed[i] = outcomes.get(i).verdict() == Verdict.PASS;
            }
            if (outcomes.stream().anyMatch(o -> o.verdict() == Verdict.FAIL)) {
                break;
            }
        }
        return outcomes;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static List<Outcome> files(Rule rule, List<double[][]> suite, int forks, double log) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < suite.size(); i++) {
            comparisons.add(new Comparison(id(i), Effect.welch(role(suite.get(i), forks, 0, 0),
                    role(suite.get(i), forks, 1, log)), null,
                    forks, false, false, List.of()));
        }
        return Decision.decide(rule, comparisons, Look.only());
    }

    private static long count(List<Outcome> outcomes, Verdict verdict) {
        return outcomes.stream().filter(o -> o.verdict() == verdict).count();
    }

    /** 300 gates of 20 unchanged benchmarks on each noise: at most one FAILs, and none is INVALID. */
    @Test
    void suitesOfUnchangedCodeDoNotFail() {
        for (Noise noise : Noises.computed()) {
            Random random = new Random(3);
            long failed = 0;
            for (int i = 0; i < 300; i++) {
                List<Outcome> outcomes = gate(new Rule(0.05), draw(20, Rule.mostBlocks(), noise, random), 0);
                failed += count(outcomes, Verdict.FAIL) > 0 ? 1 : 0;
                assertThat(count(outcomes, Verdict.INVALID)).isZero();
            }
            assertThat(failed).as(noise.name()).isLessThanOrEqualTo(1);
        }
    }

    /** The canary: suites that are slower by the margin and a half do FAIL, so that the check above sees something. */
    @Test
    void suitesOfSlowerCodeDo() {
        Random random = new Random(4);
        for (int i = 0; i < 20; i++) {
            assertThat(count(gate(new Rule(0.05), draw(20, Rule.mostBlocks(), LOGNORMAL, random), Math.log(1.12)),
                    Verdict.FAIL)).isPositive();
        }
    }

    /**
     * All of a suite at exactly the margin: a false FAIL on any of them in 1% of suites, a false PASS on each in 5%.
     */
    @Test
    void atTheMarginASuiteErrsAsOftenAsItMay() {
        Random random = new Random(5);
        int suites = 1000;
        long failed = 0;
        double passed = 0;
        for (int i = 0; i < suites; i++) {
            List<Outcome> outcomes = files(new Rule(0.05), draw(20, 5, LOGNORMAL, random), 5, Math.log(1.05));
            failed += count(outcomes, Verdict.FAIL) > 0 ? 1 : 0;
            passed += count(outcomes, Verdict.PASS) / 20.0;
        }
        // 10 expected, and three standard deviations fewer than that is not a sign of anything
        assertThat(failed).isLessThanOrEqualTo(17);
        assertThat(passed / suites).isLessThanOrEqualTo(0.05);
    }

    /** 200 benchmarks with a spread of 3%, margin 10%: unchanged, nine of ten PASS already with 5 forks a side. */
    @Test
    void unchangedBenchmarksOfALargeSuitePass() {
        Random random = new Random(6);
        double passed = 0;
        for (int i = 0; i < 20; i++) {
            passed += count(files(new Rule(0.10), draw(200, 5, LOGNORMAL, random), 5, 0), Verdict.PASS) / 200.0;
        }
        assertThat(passed / 20).isGreaterThanOrEqualTo(0.9);
        assertThat(count(gate(new Rule(0.10), draw(200, Rule.mostBlocks(), LOGNORMAL, random), 0), Verdict.PASS))
                .isGreaterThanOrEqualTo(180);
    }

    /**
     * What moderation is for: with 5 forks a side of 20 benchmarks it finds more, and errs no more often (the test
     * above).
     */
    @Test
    void aSuiteFindsMoreThanItsBenchmarksAlone() {
        Random random = new Random(7);
        long together = 0;
        long alone = 0;
        for (int i = 0; i < 100; i++) {
            List<double[][]> suite = draw(20, 5, LOGNORMAL, random);
            together += count(files(new Rule(0.05), suite, 5, Math.log(1.15)), Verdict.FAIL);
            // nine are too few to be moderated
            alone += count(files(new Rule(0.05), suite.subList(0, 9), 5, Math.log(1.15)), Verdict.FAIL);
        }
        assertThat(together / 2000.0).isGreaterThan(alone / 900.0 + 0.05);
    }
}
