package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkScoreTest {

    private static final BenchmarkId TIME = new BenchmarkId("a.b", "avgt", Map.of());
    private static final BenchmarkId RATE = new BenchmarkId("a.b", "thrpt", Map.of());

    @Test
    void theSlowestQuarterIsLeftOutInEveryMode() {
        assertThat(ForkScore.of(TIME, new double[] {2, 100, 8, 4})).isCloseTo(4, within(1e-12));
        assertThat(ForkScore.of(RATE, new double[] {0.5, 0.01, 0.125, 0.25})).isCloseTo(0.25, within(1e-12));
        assertThat(ForkScore.of(TIME, new double[0])).isNaN();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 3", "5, 3", "8, 6", "20, 15"})
    void soManyIterationsCount(int iterations, int kept) {
        double[] costs = new double[iterations];
        for (int i = 0; i < iterations; i++) {
            costs[i] = i < kept ? 1 : 9;
        }
        assertThat(ForkScore.ofLogs(costs)).isEqualTo(1);
        costs[kept - 1] = 2;
        assertThat(ForkScore.ofLogs(costs)).isGreaterThan(1);
    }

    /**
     * A fork that is slow half of the time shows it; a median of its iterations hardly would, and the fastest half not
     * at all.
     */
    @Test
    void aSlowdownThatComesAndGoesIsSeen() {
        assertThat(ForkScore.of(TIME, new double[] {1, 2, 1, 2, 1, 2, 1, 2}))
                .isCloseTo(Math.pow(2, 2.0 / 6), within(1e-12));
    }

    @Test
    void forksUnlikeTheOthersAreNamed() {
        double[] quiet = {0, 0.01, -0.01, 0.02, 0};
        assertThat(Outliers.of(quiet, quiet)).isEmpty();
        double[] odd = {0, 0.01, Math.log(8), 0.02, 0};
        assertThat(Outliers.of(quiet, odd)).isEqualTo(
                List.of("fork 3 of the candidate cost 7.920 times what its side's median did"));
        assertThat(Outliers.of(new double[] {0, 1, 2, 3, -1}, quiet)).as("all are far from each other").isEmpty();
        assertThat(Outliers.of(new double[] {0, 0, Math.log(0.1), 0, 0}, quiet)).singleElement().asString()
                .contains("fork 3 of the baseline");
    }
}
