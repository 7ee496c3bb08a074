package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.core.Stats;

/**
 * The change that reports say is seen with 80% power, the median of many, is seen so often: planted into forks of the
 * same noise that are drawn anew, and case by case into the same forks.
 */
@Timeout(120)
class PowerTest {

    private static final Rule RULE = new Rule(0.05);
    private static final double SPREAD = 0.03;

    private static double[] forks(int n, double level, Random random) {
        return IntStream.range(0, n).mapToDouble(i -> level + SPREAD * random.nextGaussian()).toArray();
    }

    private static Comparison files(int number, int forks, double log, Random random) {
        return new Comparison(new BenchmarkId("b" + number, "avgt", Map.of()),
                Effect.welch(forks(forks, 0, random), forks(forks, log, random)), null, forks, false, false, List.of());
    }

    private static List<Outcome> suite(int benchmarks, int forks, double logOfTheFirst, Random random) {
        return Decision.decide(RULE, IntStream.range(0, benchmarks)
                .mapToObj(i -> files(i, forks, i == 0 ? logOfTheFirst : 0, random))
                .toList(), Look.only());
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 8000", "1, 10, 8000", "4, 6, 3000", "20, 5, 1000", "20, 10, 1000"})
    void whatComparedFilesSaySeenIsSeen(int benchmarks, int forks, int trials) {
        Random random = new Random(8);
        double said = Stats.median(IntStream.range(0, trials)
                .mapToDouble(i -> suite(benchmarks, forks, 0, random).get(0).detectable())
                .toArray());
        long seen = IntStream.range(0, trials).filter(
                i -> suite(benchmarks, forks, Math.log1p(said), random).get(0).verdict()
                == Verdict.FAIL).count();
        assertThat((double) seen / trials).isBetween(0.75, 0.85);
    }

    /** Into the forks that said so, one by one. */
    @ParameterizedTest
    @CsvSource({"5", "10"})
    void whatAComparisonSaysIsSeenInItsOwnForks(int forks) {
        Random random = new Random(11);
        int trials = 8000;
        int seen = 0;
        for (int trial = 0; trial < trials; trial++) {
            long seed = random.nextLong();
            double said = Math.log1p(suite(1, forks, 0, new Random(seed)).get(0).detectable());
            seen += suite(1, forks, said, new Random(seed)).get(0).verdict() == Verdict.FAIL ? 1 : 0;
        }
        assertThat((double) seen / trials).isBetween(0.75, 0.85);
    }

    private static Outcome gate(double log, Random random) {
        double[] baseline = forks(Rule.mostBlocks(), 0, random);
        double[] candidate = forks(Rule.mostBlocks(), log, random);
        double[] control = forks(Rule.mostBlocks(), 0, random);
        Outcome outcome = null;
        for (int look : Rule.LOOKS) {
            double[] effect = IntStream.range(0, look).mapToDouble(i -> candidate[i] - baseline[i]).toArray();
            double[] against = IntStream.range(0, look).mapToDouble(i -> control[i] - baseline[i]).toArray();
            outcome = Decision.decide(RULE, List.of(
                    new Comparison(new BenchmarkId("b", "avgt", Map.of()), Effect.paired(effect),
                    Effect.paired(against), Rule.mostBlocks(), false)), Look.after(look)).get(0);
            if (outcome.verdict() != Verdict.INCONCLUSIVE) {
                return outcome;
            }
        }
        return outcome;
    }

    @Test
    void whatAGateSaysItSeesItSees() {
        Random random = new Random(9);
        int trials = 8000;
        double said = Stats.median(IntStream.range(0, trials).mapToDouble(i -> gate(0, random).detectable()).toArray());
        long seen = IntStream.range(0, trials).filter(i -> gate(Math.log1p(said), random).verdict() == Verdict.FAIL)
                .count();
        assertThat((double) seen / trials).isBetween(0.75, 0.85);
    }

    /** Half of the change is seen far less often: the check is not one that all figures pass. */
    @Test
    void halfOfItIsNot() {
        Random random = new Random(10);
        double said = IntStream.range(0, 500).mapToDouble(i -> suite(1, 5, 0, random).get(0).detectable()).average()
                .orElseThrow();
        double half = RULE.logMargin() + (Math.log1p(said) - RULE.logMargin()) / 2;
        long seen = IntStream.range(0, 2000).filter(i -> suite(1, 5, half, random).get(0).verdict() == Verdict.FAIL)
                .count();
        assertThat(seen).isLessThan(1000);
    }

    /** More forks see less, and as many as are said to be needed do see it. */
    @Test
    void theForksThatItTakesAreTheFewest() {
        for (Power power : List.of(new Power(RULE, 0.01, 0.03, 2, 0), new Power(RULE, 0.0005, 0.03, 1, 3.3),
                Power.ofGate(RULE, 0.2))) {
            int needed = power.forksFor(0.10);
            assertThat(power.detectable(needed)).isLessThanOrEqualTo(0.10);
            assertThat(power.detectable(needed - 1)).isGreaterThan(0.10);
        }
        assertThat(new Power(RULE, 0.01, 0, 2, 0).detectable(5)).as("no noise").isEqualTo(Math.expm1(RULE.logMargin()));
        assertThat(new Power(RULE, 0.01, 30, 2, 0).forksFor(0.10)).as("no end of forks").isEqualTo(100_000);
    }
}
