package org.tracepointlab.gate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the range, there are ticks enough to read it, and not so many that they get in each other's way. */
class DecadeAxisTest {

    @ParameterizedTest
    @CsvSource({"0.7,3.4", "2.1,4.9", "0.3,0.95", "1,1000", "0.0001,10000", "0.9,52"})
    void anyRangeHasTicks(double low, double high) {
        assertThat(new DecadeAxis("x", low, high, GateChart::plain).tickValues()).hasSizeBetween(3, 10)
                .allSatisfy(tick -> assertThat(tick).isBetween(low * 0.999, high * 1.001));
    }

    @Test
    void figuresArePlain() {
        assertThat(GateChart.plain(0.0001)).isEqualTo("0.0001");
        assertThat(GateChart.plain(1.5)).isEqualTo("1.5");
        assertThat(GateChart.plain(10_000)).isEqualTo("10000");
    }
}
