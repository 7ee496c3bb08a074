package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ticks by the clock. How long things take is shown in benchmarks; here is only what holds on any machine. */
@Timeout(60)
class RealTicksTest {

    @Test
    void aWaitNeedsTicksAndTicksStopWhenNothingIsToBeDone() {
        try (KernelRcu kernel = KernelRcu.realTime(KernelParameters.defaults(1000, 1))) {
            assertThat(kernel.ticks().ticks()).isZero();
            kernel.rcu().synchronize();
            long ticks = kernel.ticks().ticks();
            assertThat(ticks).isBetween(1L, 3L); // three, fewer only if some were late and taken together
            assertThat(kernel.rcuGracePeriods()).isEqualTo(1);
            kernel.srcu().synchronize();
            assertThat(kernel.srcuGracePeriods()).isEqualTo(1);
            assertThat(kernel.ticks().ticks()).isBetween(ticks, ticks + 1);
        }
    }

    @Test
    void anExpeditedWaitNeedsNone() {
        try (KernelRcu kernel = KernelRcu.realTime(KernelParameters.defaults(1000, 1))) {
            long cookie = kernel.rcu().getState();
            kernel.rcu().synchronizeExpedited();
            kernel.srcu().synchronizeExpedited();
            assertThat(kernel.rcu().pollState(cookie)).isTrue();
            assertThat(kernel.ticks().ticks()).isZero();
        }
    }

    @Test
    void aPolledGracePeriodEndsByItself() {
        try (KernelRcu kernel = KernelRcu.realTime(KernelParameters.defaults(1000, 2))) {
            long rcu = kernel.rcu().startPoll();
            long srcu = kernel.srcu().startPoll();
            while (!kernel.rcu().pollState(rcu) || !kernel.srcu().pollState(srcu)) {
                Thread.onSpinWait();
            }
            assertThat(kernel.rcuGracePeriods()).isEqualTo(1);
            assertThat(kernel.srcuGracePeriods()).isEqualTo(1);
        }
    }
}
