package org.tracepointlab.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void secondsHaveThreeDigitsAndAUnit() {
        assertThat(Units.seconds(10.593)).isEqualTo("10.6 s");
        assertThat(Units.seconds(0.778)).isEqualTo("778 ms");
        assertThat(Units.seconds(0.000015)).isEqualTo("15.0 \u00b5s");
        assertThat(Units.seconds(2e-9)).isEqualTo("2.00 ns");
        assertThat(Units.seconds(-0.0025)).isEqualTo("-2.50 ms");
        assertThat(Units.seconds(0)).isEqualTo("0 s");
        assertThat(Units.seconds(0.99999)).isEqualTo("1.00 s");
        assertThat(Units.seconds(Double.NaN)).isEqualTo("-");
        assertThat(Units.tick(0.01)).isEqualTo("10 ms");
        assertThat(Units.tick(100)).isEqualTo("100 s");
        assertThat(Units.ratio(13.616)).isEqualTo("13.6\u00d7");
        assertThat(Units.range(new double[] {3, 3})).isEqualTo("3");
    }
}
