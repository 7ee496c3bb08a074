package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class LooksTest {

    private static final Looks GATE = new Looks(Rule.LOOKS);

    @Test
    void oneLookSpendsAllOfIt() {
        assertThat(Look.only().failLevel()).isEqualTo(0.01);
        assertThat(Look.only().passLevel()).isEqualTo(0.05);
        assertThat(Look.only().last()).isTrue();
        assertThat(Look.only().corrected(0.003)).isEqualTo(0.003);
    }

    /**
     * Pocock's boundary is another one with the same kind of levels; for equal parts the sum of levels is above what is
     * spent.
     */
    @Test
    void laterLooksGetMoreThanTheirPart() {
        double part = Looks.KEPT * 0.05 / 3;
        assertThat(GATE.level(0, 0.05)).isCloseTo(part, within(0.01 * part));
        assertThat(GATE.level(1, 0.05)).isBetween(1.3 * part, 1.6 * part);
        assertThat(GATE.level(2, 0.05)).isBetween(1.4 * part, 1.7 * part);
    }

    /**
     * A statistic that grows with the data crosses its levels as often as is to be spent, in each look a third of it.
     */
    @Test
    void theLevelsSpendWhatTheyAreToSpend() {
        Random random = new Random(3);
        int runs = 400_000;
        int[] crossed = new int[3];
        double[] bounds = new double[3];
        for (int look = 0; look < 3; look++) {
            bounds[look] = NormalDistribution.of(0, 1).inverseSurvivalProbability(GATE.level(look, 0.05));
        }
        for (int run = 0; run < runs; run++) {
            double sum = 0;
            int n = 0;
            for (int look = 0; look < 3; look++) {
                int more = Rule.LOOKS.get(look) - n;
                sum += Math.sqrt(more) * random.nextGaussian();
                n += more;
                if (sum / Math.sqrt(n) > bounds[look]) {
                    crossed[look]++;
                    break;
                }
            }
        }
        for (int look = 0; look < 3; look++) {
            assertThat((double) crossed[look] / runs).as("look %d", look)
                    .isCloseTo(Looks.KEPT * 0.05 / 3, within(0.0008));
        }
    }

    @Test
    void correctedIsTheWayBack() {
        for (double alpha : new double[] {0.05, 0.01, 0.0005, 1e-6}) {
            for (int look = 0; look < 3; look++) {
                assertThat(GATE.corrected(look, GATE.level(look, alpha))).isCloseTo(alpha, within(1e-6 * alpha));
            }
        }
        assertThat(GATE.corrected(0, 0)).isZero();
        assertThat(GATE.corrected(1, 1e-30)).isBetween(1e-30, 1e-29);
        assertThat(GATE.corrected(2, 1)).isEqualTo(1);
        double before = 0;
        for (double p = 1e-12; p < 1; p *= 1.3) {
            assertThat(GATE.corrected(1, p)).isGreaterThanOrEqualTo(before).isGreaterThan(p);
            before = GATE.corrected(1, p);
        }
    }

    @Test
    void thereIsNoLookAtOtherTimes() {
        assertThat(Look.after(20).last()).isTrue();
        assertThat(Look.after(6).last()).isFalse();
        assertThatThrownBy(() -> Look.after(7)).hasMessage("expected a look after " + List.of(6, 10, 20)
                + " blocks, found 7");
    }
}
