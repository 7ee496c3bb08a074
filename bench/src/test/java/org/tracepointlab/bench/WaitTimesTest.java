package org.tracepointlab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class WaitTimesTest {

    private final WaitTimes times = new WaitTimes();

    @Test
    void percentilesAreExact() {
        times.reset();
        for (int i = 199; i >= 0; i--) {
            times.add(i);
        }
        times.sumUp();
        assertThat(times.p50Nanos).isEqualTo(100);
        assertThat(times.p99Nanos).isEqualTo(198);
        assertThat(times.meanNanos).isEqualTo(100);
    }

    @Test
    void anIterationStartsFromNoneAndNeedsOne() {
        times.add(5);
        times.reset();
        assertThatIllegalStateException().isThrownBy(times::sumUp).withMessageContaining("at least one wait");
        times.add(7);
        times.sumUp();
        assertThat(times.p50Nanos).isEqualTo(7);
        assertThat(times.p99Nanos).isEqualTo(7);
    }

    @Test
    void whatDoesNotFitIsLeftOut() {
        times.reset();
        for (int i = 0; i < WaitTimes.MOST; i++) {
            times.add(1);
        }
        times.add(1_000_000_000);
        times.sumUp();
        assertThat(times.meanNanos).isEqualTo(1);
    }
}
