package org.tracepointlab.gate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.history.Simulation.Noise;

/** Changes that are there are found, those that are not are not: in series that are known, and in simulation. */
class ChangePointsTest {

    private static final int SERIES = 1500;
    /** One series in a hundred may show what is not there. */
    private static final double FALSE = 0.01;
    private static final double FOUND = 0.95;

    private final Random random = new Random(5);

    private double[] noisy(int n, double deviation, double... levels) {
        return IntStream.range(0, n).mapToDouble(i -> levels[i * levels.length / n]
                * Math.exp(deviation * random.nextGaussian())).toArray();
    }

    @ParameterizedTest
    @CsvSource({"6, 0.03", "10, 0.03", "50, 0.01", "50, 0.03", "50, 0.1", "200, 0.03"})
    void unchangedCodeHasNone(int commits, double deviation) {
        assertThat(new Simulation(SERIES, 1).falseRate(commits, deviation, Noise.NORMAL)).isLessThan(FALSE);
    }

    @Test
    void heavyTailsAreNone() {
        assertThat(new Simulation(SERIES, 1).falseRate(50, 0.03, Noise.HEAVY)).isLessThan(FALSE);
        assertThat(new Simulation(SERIES, 1).falseRate(50, 0.03, Noise.OUTLIERS)).isLessThan(2 * FALSE);
    }

    @Test
    void tenPercentAreFoundWhereTheyBegan() {
        assertThat(new Simulation(SERIES, 2).foundRate(50, 0.03, Noise.NORMAL, 0.10)).isGreaterThan(FOUND);
        assertThat(new Simulation(SERIES, 2).foundRate(50, 0.03, Noise.NORMAL, -0.10)).isGreaterThan(FOUND);
        assertThat(new Simulation(SERIES, 2).foundRate(10, 0.03, Noise.NORMAL, 0.20)).isGreaterThan(0.9);
    }

    /** The figures above would not be worth anything if a bad detector had them, too. */
    @Test
    void aDetectorThatIsTooKeenOrTooSlowIsSeen() {
        assertThat(new Simulation(SERIES, 1, 0.2).falseRate(50, 0.03, Noise.NORMAL)).isGreaterThan(FALSE);
        assertThat(new Simulation(SERIES, 2, 1e-9).foundRate(50, 0.03, Noise.NORMAL, 0.10)).isLessThan(FOUND);
    }

    @Test
    void aChangeHasItsSizeItsIntervalAndItsPlace() {
        Change change = single(noisy(40, 0.02, 100, 112));
        assertThat(change.index()).isBetween(18, 22);
        assertThat(change.first()).isLessThanOrEqualTo(change.index()).isGreaterThan(15);
        assertThat(change.last()).isGreaterThanOrEqualTo(change.index()).isLessThan(25);
        assertThat(change.low()).isLessThan(1.12);
        assertThat(change.high()).isGreaterThan(1.12);
        assertThat(change.ratio()).isBetween(1.09, 1.15);
        assertThat(change.p()).isLessThan(1e-6);
        assertThat(change.gradual()).isFalse();
    }

    private static Change single(double[] values) {
        List<Change> changes = ChangePoints.find(values);
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    /** Who looks for one change at a time does not see these: the halves have the same mean. */
    @Test
    void aChangeAndItsRepairAreTwo() {
        double[] values = noisy(60, 0.03, 100, 120, 100);
        assertThat(ChangePoints.find(values)).extracting(Change::index).satisfiesExactly(
                first -> assertThat(first).isBetween(18, 22), second -> assertThat(second).isBetween(38, 42));
    }

    @Test
    void severalChangesAreFoundWithTheirSizes() {
        List<Change> changes = ChangePoints.find(noisy(120, 0.03, 100, 120, 90, 200));
        assertThat(changes).hasSize(3);
        assertThat(changes.get(0).ratio()).isBetween(1.17, 1.23);
        assertThat(changes.get(1).ratio()).isBetween(0.73, 0.77);
        assertThat(changes.get(2).ratio()).isBetween(2.15, 2.3);
    }

    @Test
    void oneOutlierIsNoChangeWhereverItIs() {
        for (int at = 0; at < 40; at++) {
            double[] values = noisy(40, 0.02, 100);
            values[at] *= 5;
            assertThat(ChangePoints.find(values)).as("outlier at %d", at).isEmpty();
        }
        double[] changed = noisy(40, 0.02, 100, 120);
        changed[7] = 1000;
        changed[33] = 1000;
        Change change = single(changed);
        assertThat(change.ratio()).isBetween(1.15, 1.25);
    }

    /** A large change has its size from its third commit on, although its values look like outliers at first. */
    @Test
    void aNewChangeHasItsSize() {
        double[] values = DoubleStream.concat(Arrays.stream(noisy(40, 0.02, 100)), Arrays.stream(noisy(3, 0.02, 200)))
                .toArray();
        Change change = single(values);
        assertThat(change.index()).isEqualTo(40);
        assertThat(change.ratio()).isBetween(1.9, 2.1);
    }

    @Test
    void driftIsCalledGradual() {
        double[] values = noisy(60, 0.01, 100);
        for (int i = 0; i < values.length; i++) {
            values[i] *= 1 + 0.002 * i;
        }
        assertThat(ChangePoints.find(values)).isNotEmpty().filteredOn(Change::gradual).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5})
    void fewCommitsHaveNone(int commits) {
        assertThat(ChangePoints.find(noisy(commits, 0.03, 100))).isEmpty();
    }

    @Test
    void fewCommitsAreEnoughForAPlainChange() {
        assertThat(single(new double[] {100, 101, 99, 150, 151, 149}).index()).isEqualTo(3);
    }

    @Test
    void valuesWithoutNoiseAreCompared() {
        double[] same = new double[30];
        Arrays.fill(same, 7);
        assertThat(ChangePoints.find(same)).isEmpty();
        Arrays.fill(same, 20, 30, 7.1);
        assertThat(single(same).index()).isEqualTo(20);
    }

    @Test
    void valuesWithoutALogarithmAreRefused() {
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> ChangePoints.find(new double[] {1, wrong}))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected values above 0");
        }
    }

    @Test
    void eachDifferenceOfAnExactCountIsAChange() {
        double[] counts = new double[50];
        Arrays.fill(counts, 0, 20, 1000);
        Arrays.fill(counts, 20, 50, 1001);
        assertThat(ChangePoints.ofCounts(counts, 0.01)).singleElement().satisfies(change -> {
            assertThat(change.index()).isEqualTo(20);
            assertThat(change.ratio()).isEqualTo(1.001);
            assertThat(change.p()).isZero();
        });
        assertThat(ChangePoints.ofCounts(new double[] {5, 6}, 0.01)).hasSize(1);
        assertThat(ChangePoints.ofCounts(new double[] {5, 5, 5, 9, 5, 5}, 0.01))
                .as("one commit, and its repair").hasSize(2);
        assertThat(ChangePoints.ofCounts(new double[] {0, 0, 3, 3}, 0.01)).singleElement()
                .satisfies(change -> assertThat(change.ratio()).isInfinite());
        assertThat(ChangePoints.ofCounts(new double[] {24.00001, 24.00002, 24.00001}, 0.01)).as("rounding").isEmpty();
        assertThat(ChangePoints.ofCounts(new double[] {7, 7.009, 7}, 0.01)).as("a table that grew").isEmpty();
        assertThat(ChangePoints.ofCounts(new double[0], 0.01)).isEmpty();
    }

    @Test
    void aCountThatIsNotExactHasNoise() {
        assertThat(ChangePoints.ofCounts(noisy(50, 0.02, 100), 0.01)).isEmpty();
        assertThat(ChangePoints.ofCounts(noisy(50, 0.02, 100, 130), 0.01)).hasSize(1);
        double[] atTimes = IntStream.range(0, 60).mapToDouble(i -> i * 7 % 5 % 2).toArray();
        assertThat(ChangePoints.ofCounts(atTimes, 0.01)).isEmpty();
    }
}
