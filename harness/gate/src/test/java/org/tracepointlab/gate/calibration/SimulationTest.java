package org.tracepointlab.gate.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Verdict;

/** The rule's error rates on known noises: the promises of the gate, with 20,000 comparisons and more each. */
class SimulationTest {

    private static final int COMPARISONS = 20_000;
    /**
     * Errors are nearly spent: that they are below what may be is to be seen beside a standard error of 0.03 points
     * with so many comparisons, and of 0.06 with those of each build.
     */
    private static final int MANY = 100_000;
    private static final int SOME = 25_000;
    private static final Rule STRICT = new Rule(Rule.STRICT_MARGIN);
    private static final Path RECORDED = Path.of("..", "..", "results", "showcase", "gate-forks.csv");

    @TempDir
    Path folder;

    static Stream<Noise> noises() throws IOException {
        return Stream.concat(Noises.computed().stream(), Stream.of(RecordedForks.read(RECORDED)));
    }

    @ParameterizedTest
    @MethodSource("noises")
    void falseAlarmsAreRareOnEveryNoise(Noise noise) {
        falseAlarmsAreRare(noise, SOME);
    }

    @ParameterizedTest
    @MethodSource("noises")
    @Tag("thorough")
    void falseAlarmsAreRareInManyComparisons(Noise noise) {
        falseAlarmsAreRare(noise, MANY);
    }

    private static void falseAlarmsAreRare(Noise noise, int comparisons) {
        List<Outcomes> counts = new Simulation(STRICT, noise, 6, List.of()).run(comparisons, new double[] {0, 0.05});
        assertThat(counts.get(0).comparisons()).isEqualTo(comparisons);
        assertThat(counts.get(0).share(Verdict.FAIL)).as("false FAIL without change").isLessThanOrEqualTo(0.001);
        assertThat(counts.get(1).share(Verdict.FAIL)).as("false FAIL at the margin").isLessThanOrEqualTo(0.01);
        assertThat(counts.get(1).share(Verdict.PASS)).as("false PASS at the margin").isLessThanOrEqualTo(0.05);
        assertThat(counts.get(0).share(Verdict.INVALID) + counts.get(1).share(Verdict.INVALID)).as("INVALID by chance")
                .isZero();
    }

    @Test
    void changesAreDetected() {
        Noise lognormal = Noises.computed().get(0);
        List<Outcomes> counts = new Simulation(STRICT, lognormal, 6, List.of())
                .run(COMPARISONS, new double[] {0, 0.10, 0.20, 0.50});
        assertThat(counts.get(0).share(Verdict.PASS)).as("PASS without change").isGreaterThanOrEqualTo(0.99);
        assertThat(counts.get(1).share(Verdict.FAIL)).as("+10%").isGreaterThanOrEqualTo(0.95);
        assertThat(counts.get(1).share(Verdict.PASS)).as("false PASS at +10%").isLessThanOrEqualTo(0.001);
        assertThat(counts.get(2).share(Verdict.FAIL)).as("+20%").isGreaterThanOrEqualTo(0.995);
        assertThat(counts.get(3).share(Verdict.FAIL)).as("+50%").isGreaterThanOrEqualTo(0.995);
    }

    /** The canary: the same suite on rules that are known to be wrong. */
    @Test
    void theSuiteCatchesRulesThatCryWolf() {
        List<Rival> rivals = Rival.all(6, 20);
        Outcomes none = new Simulation(STRICT, Noises.computed().get(0), 6, rivals).run(2_000, new double[] {0}).get(0);
        for (int r = 0; r < rivals.size(); r++) {
            if (!rivals.get(r).name().startsWith("mean ratio")) {
                assertThat(none.rivalShare(r)).as(rivals.get(r).name()).isGreaterThan(0.01);
            }
        }
        assertThat(rivals).extracting(Rival::name).contains("mean ratio > 1.05");
        assertThat(none.rivalShare(0)).as("mean of 6 forks").isGreaterThan(0.001);
    }

    @Test
    void theSameSeedGivesTheSameCountsAndAnotherOneOthers() {
        Noise noise = Noises.computed().get(2);
        double[] slowdowns = {0.07};
        Outcomes one = new Simulation(STRICT, noise, 1, List.of()).run(500, slowdowns).get(0);
        Outcomes same = new Simulation(STRICT, noise, 1, List.of()).run(500, slowdowns).get(0);
        Outcomes other = new Simulation(STRICT, noise, 2, List.of()).run(500, slowdowns).get(0);
        assertThat(same.share(Verdict.FAIL)).isEqualTo(one.share(Verdict.FAIL));
        assertThat(same.meanBlocks()).isEqualTo(one.meanBlocks());
        assertThat(other.meanBlocks()).isNotEqualTo(one.meanBlocks());
    }

    /** Each noise is what its name says: the standard deviation of fork levels, and for the walk of steps. */
    @Test
    void noisesAreWhatTheirNamesSay() {
        double[] expected = {0.030, Math.log(1.05) * 0.4, 0.030, 0.010 * Math.sqrt(4.0 / 3)};
        for (int i = 0; i < expected.length; i++) {
            Noise noise = Noises.computed().get(i);
            Random random = new Random(4);
            double sum = 0;
            int n = 20_000;
            for (int k = 0; k < n; k++) {
                double[][][] one = noise.draw(1, random);
                double d = mean(one[0][0]) - mean(one[0][1]);
                sum += d * d;
            }
            double within = 0.01 * 0.01 * 2 / 5;
            double between = Math.sqrt((sum / n - within) / (i == 3 ? 1 : 2));
            assertThat(between).as(noise.name()).isBetween(0.9 * expected[i], 1.1 * expected[i]);
        }
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    @Test
    void recordedForksKeepTheirBlocks() throws IOException {
        RecordedForks forks = RecordedForks.read(RECORDED);
        forks.write(folder.resolve("again.csv"));
        RecordedForks again = RecordedForks.read(folder.resolve("again.csv"));
        assertThat(again.size()).isEqualTo(forks.size());
        assertThat(again.name()).isEqualTo(forks.name());
        double[][][] drawn = again.draw(20, new Random(1));
        double[][][] same = forks.draw(20, new Random(1));
        for (int b = 0; b < 20; b++) {
            for (int r = 0; r < Noise.ROLES; r++) {
                for (int i = 0; i < drawn[b][r].length; i++) {
                    assertThat(drawn[b][r][i]).isCloseTo(same[b][r][i], within(1e-9));
                }
            }
        }
    }

    @Test
    void theTableHasARowForEachRule() {
        String page = new CalibrationTable(50, 1, "jmh-gate").page(Noises.computed().subList(0, 1));
        assertThat(page).contains("| gate: **FAIL** |", "mean ratio > 1.05, 6 forks",
                "disjoint JMH error bars (99.9%), 20 forks",
                "Mann-Whitney on pooled iterations, p < 0.05, 20 forks", "+5% (the margin)",
                "    jmh-gate calibrate --simulate --comparisons 50 --seed 1",
                "## Margin 10%");
        assertThat(page.lines().filter(l -> l.startsWith("|")).map(l -> l.chars().filter(c -> c == '|').count())
                .distinct())
                .hasSize(2);
    }
}
