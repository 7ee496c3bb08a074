package org.tracepointlab.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A scan in each step of an operation on all is what it is for. */
@Timeout(10)
class GrowthTest {

    @Test
    void aScanOverAllGrowsAndWhatEachCostsDoesNot() {
        Growth growth = Growth.ofAll(100, Map.of("bytecodes", 100.0 * (50 + 100 * 9), "objects", 300.0),
                400, Map.of("bytecodes", 400.0 * (50 + 400 * 9), "objects", 1_200.0));

        assertThat(growth.findings(0.01)).singleElement().satisfies(found -> {
            assertThat(found.count()).isEqualTo("bytecodes");
            assertThat(found.small()).isEqualTo(950);
            assertThat(found.large()).isEqualTo(3_650);
            assertThat(found.exponent()).isCloseTo(1, within(0.05));
        });
        assertThat(growth.missing()).isEmpty();
    }

    @Test
    void anOperationOnOneIsNotDivided() {
        assertThat(Growth.ofOne(10, Map.of("calls", 7.0), 40, Map.of("calls", 28.0)).findings(0.01)).singleElement()
                .satisfies(found -> assertThat(found.exponent()).isCloseTo(1, within(1e-9)));
        assertThat(Growth.ofOne(10, Map.of("calls", 7.0), 40, Map.of("calls", 7.0)).findings(0.01)).isEmpty();
    }

    @Test
    void theMarginIsWhatMayGrow() {
        Growth growth = Growth.ofOne(10, Map.of("calls", 1_000.0), 40, Map.of("calls", 1_010.0));

        assertThat(growth.findings(0.011)).isEmpty();
        assertThat(growth.findings(0.009)).hasSize(1);
    }

    @Test
    void whatAppearsFromZeroGrowsMost() {
        Growth growth = Growth.ofOne(10, Map.of("bytes", 0.0, "calls", 1.0, "atomics", 0.0), 40,
                Map.of("bytes", 1.0, "calls", 4.0, "atomics", 0.0));

        assertThat(growth.findings(0.01)).extracting(Growth.Finding::count).containsExactly("bytes", "calls");
        assertThat(growth.findings(0.01).get(0).exponent()).isInfinite();
    }

    @Test
    void whatOneSideLacksIsMissingAndNotZero() {
        Growth growth = Growth.ofOne(10, Map.of("bytes", 5.0, "calls", 1.0), 40, Map.of("calls", 1.0, "objects", 3.0));

        assertThat(growth.findings(0.01)).isEmpty();
        assertThat(growth.missing()).containsExactly("bytes", "objects");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Growth.ofAll(10, Map.of(), 10, Map.of())).hasMessageContaining("10 and 10");
        assertThatThrownBy(() -> Growth.ofAll(1, Map.of("calls", Double.NaN), 4, Map.of()))
                .hasMessageContaining("calls");
    }
}
