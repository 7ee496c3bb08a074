package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against values worked out by hand, a printed table of t, and SciPy's ttest_1samp on the same numbers. */
class EffectTest {

    private static final double[] LOG_RATIOS = {0.02, 0.05, -0.01, 0.04, 0.03, 0.05};

    @Test
    void pairedTIsThatOfTheTextbook() {
        Effect effect = Effect.paired(LOG_RATIOS);
        assertThat(effect.mean()).isCloseTo(0.03, within(1e-12));
        // sd = sqrt(0.0026 / 5), divided by the root of 6
        assertThat(effect.error()).isCloseTo(Math.sqrt(0.0026 / 5 / 6), within(1e-12));
        assertThat(effect.df()).isEqualTo(5);
        assertThat(effect.pNone()).isCloseTo(0.023399942814889704, within(1e-9));
        // quantiles of a printed table: t(0.95; 5) = 2.0150
        assertThat(effect.upper(0.05)).isCloseTo(0.03 + 2.01505 * effect.error(), within(1e-6));
        assertThat(effect.lower(0.05)).isCloseTo(0.03 - 2.01505 * effect.error(), within(1e-6));
        assertThat(effect.pAtMost(0.03)).isCloseTo(0.5, within(1e-12));
        assertThat(effect.pAtMost(effect.lower(0.01))).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void welchTakesUnequalSides() {
        Effect effect = Effect.welch(new double[] {1, 2, 3, 4}, new double[] {3, 5, 7});
        assertThat(effect.mean()).isCloseTo(2.5, within(1e-12));
        double a = (5.0 / 3) / 4;
        double b = 4.0 / 3;
        assertThat(effect.error()).isCloseTo(Math.sqrt(a + b), within(1e-12));
        assertThat(effect.df()).isCloseTo((a + b) * (a + b) / (a * a / 3 + b * b / 2), within(1e-9));
        assertThat(effect.n()).isEqualTo(3);
    }

    @Test
    void equalValuesAreExact() {
        Effect none = Effect.paired(new double[] {0, 0, 0});
        assertThat(none.pAtMost(0)).isEqualTo(1);
        assertThat(none.pNone()).isEqualTo(1);
        Effect some = Effect.welch(new double[] {1, 1, 1}, new double[] {2, 2, 2});
        assertThat(some.pAtMost(0.5)).isZero();
        assertThat(some.pAtMost(1)).as("a tie is not above").isEqualTo(1);
        assertThat(some.upper(0.01)).isEqualTo(1);
    }

    @Test
    void oneForkIsRefused() {
        assertThatThrownBy(() -> Effect.paired(new double[] {1})).hasMessageContaining("expected 2 forks");
    }

    @Test
    void holmIsThatOfThePaper() {
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02},
                within(1e-12));
        assertThat(Holm.adjust(new double[] {0.9, 0.8})).containsExactly(1, 1);
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }
}
