package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.Json;

/** The score of a duet's fork, of iterations whose ratio is known. */
class DuetScoreTest {

    private static final BenchmarkId TIME = new BenchmarkId("a.B.c", "avgt", Map.of());
    private static final BenchmarkId OPS = new BenchmarkId("a.B.c", "thrpt", Map.of());

    private static ObjectNode result(String mode, String unit, double... iterations) {
        ObjectNode result = Json.object().put("benchmark", "a.B.c").put("mode", mode);
        ArrayNode fork = result.putObject("primaryMetric").put("scoreUnit", unit).putArray("rawData").addArray();
        for (double iteration : iterations) {
            fork.add(iteration);
        }
        return result;
    }

    /** A machine that is slower for a while slows neighbours alike: the ratio of scores of their own would see it. */
    @Test
    void whatLastsLongerThanAPairIsNotSeen() {
        Random random = new Random(3);
        double[] old = new double[100];
        double[] now = new double[100];
        for (int i = 0; i < old.length; i++) {
            double machine = i < 60 ? 1 : 1 + 3 * random.nextDouble();
            old[i] = 10 * machine;
            now[i] = 10.6 * machine * (random.nextInt(10) == 0 ? 5 : 1);
        }
        DuetScore score = DuetScore.of(TIME, old, now);
        assertThat(score.logRatio()).isCloseTo(Math.log(1.06), within(1e-12));
        assertThat(Math.log(score.candidate() / score.baseline())).isCloseTo(Math.log(1.06), within(1e-12));
        assertThat(score.ofMeans()).as("all turns together, disturbed ones too").isGreaterThan(Math.log(1.2));
        assertThat(ForkScore.of(TIME, now) / ForkScore.of(TIME, old)).isNotCloseTo(1.06, within(0.01));
    }

    @Test
    void lessThroughputIsSlower() {
        DuetScore score = DuetScore.of(OPS, new double[] {100, 90, 80}, new double[] {50, 45, 40});
        assertThat(score.logRatio()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(score.candidate()).isCloseTo(45, within(1e-9));
        assertThat(score.baseline()).isCloseTo(90, within(1e-9));
        assertThat(DuetScore.of(result("thrpt", "ops/s", 100, 90, 80), result("thrpt", "ops/s", 50, 45, 40)))
                .isEqualTo(score);
    }

    @Test
    void whatIsNoPairIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DuetScore.of(TIME, new double[] {1}, new double[] {}))
                .withMessageContaining("found 1 and 0");
        assertThatIllegalArgumentException().isThrownBy(() -> DuetScore.of(result("avgt", "s/op", 1, -1),
                result("avgt", "s/op", 1, 1))).withMessageContaining("iteration 2");
    }

    @Test
    void aResultThatNamesItsScoresIsJudgedByThem() {
        ObjectNode result = result("avgt", "s/op", 1, 2, 3);
        assertThat(JmhFile.of(result).forks()[0]).isNotEqualTo(7);
        result.putArray(JmhResult.SCORES).add(7);
        assertThat(JmhFile.of(result).forks()).containsExactly(7);
        assertThat(JmhFile.of(result).problem()).isEmpty();
        result.withArray("/" + JmhResult.SCORES).add(8);
        assertThat(JmhFile.of(result).problem()).isEqualTo("expected labScores above 0 of 1 forks, found [7.0, 8.0]");
        result.putArray(JmhResult.SCORES).add("many");
        assertThat(JmhFile.of(result).problem()).isEqualTo("expected labScores above 0 of 1 forks, found [NaN]");
    }
}
