package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelParametersTest {

    @ParameterizedTest
    @CsvSource({"100, 1, 1000", "250, 1, 1000", "300, 2, 1000", "500, 2, 800", "1000, 3, 400", "10000, 3, 40"})
    void defaultsAreTheKernels(int hz, int fqs, int phase) {
        KernelParameters p = KernelParameters.defaults(hz, 1);
        assertThat(p.jiffiesTillFirstFqs()).isEqualTo(fqs);
        assertThat(p.jiffiesTillNextFqs()).isEqualTo(fqs);
        assertThat(p.srcuMaxNodelayPhase()).isEqualTo(phase);
        assertThat(p.srcuMaxNodelay()).isEqualTo(Math.max(phase, 100));
        assertThat(p.expHoldoffNanos()).isEqualTo(25_000);
        assertThat(p.srcuRetryCheckDelayNanos()).isEqualTo(5_000);
        assertThat(p.releaseArrays()).isTrue();
        assertThat(p.preempt()).isFalse();
    }

    @Test
    void rangesAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> KernelParameters.defaults(-1, 1))
                .withMessage("expected hz from 1 to 10000, found -1");
        assertThatIllegalArgumentException().isThrownBy(() -> KernelParameters.defaults(250, 4097))
                .withMessage("expected cpus from 1 to 4096, found 4097");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelParameters.defaults(250, 2).withPlacement(0, 2))
                .withMessage("expected gracePeriodThreadCpu from 0 to 1, found 2");
    }

    @Test
    void onlyVirtualTimeHasAClockToMove() {
        try (KernelRcu real = KernelRcu.realTime(KernelParameters.defaults(1000, 1))) {
            assertThatIllegalStateException().isThrownBy(real::virtualTime);
        }
    }
}
