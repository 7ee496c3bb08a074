package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ticks by the clock. How long things take is shown in benchmarks; here is only what holds on any machine. */
@Timeout(60)
class RealTicksTest {

    @Test
    void aWaitNeedsTicks() {
        try (KernelRcu kernel = KernelRcu.realTime(KernelParameters.defaults(1000, 1))) {
            assertThat(kernel.ticks().ticks()).isZero();
            kernel.rcu().synchronize();
            assertThat(kernel.ticks().ticks()).isPositive();
            assertThat(kernel.rcuGracePeriods()).isEqualTo(1);
            kernel.srcu().synchronize();
            assertThat(kernel.srcuGracePeriods()).isEqualTo(1);
        }
    }

    /** In virtual time, since a clock would not wait for the test: a thousand jiffies of which one has a tick. */
    @Test
    void ticksStopWhenNothingIsToBeDone() {
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(1000, 1))) {
            kernel.rcu().synchronize();
            assertThat(kernel.ticks().ticks()).isEqualTo(3);
            kernel.virtualTime().elapse(1_000_000_000);
            assertThat(kernel.virtualTime().jiffies()).isEqualTo(1_003);
            assertThat(kernel.ticks().ticks()).isEqualTo(4); // the waiter's slice of its CPU is over
        }
    }

    @Test
    void anExpeditedWaitNeedsNoGracePeriodOfTheUsualPace() {
        try (KernelRcu kernel = KernelRcu.realTime(KernelParameters.defaults(1000, 1))) {
            long cookie = kernel.rcu().getState();
            kernel.rcu().synchronizeExpedited();
            assertThat(kernel.rcu().pollState(cookie)).isTrue();
            assertThat(kernel.rcuGracePeriods()).isZero();
        }
    }

    @Test
    void expeditedWaitsTakeNoVirtualTime() {
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(1000, 1))) {
            kernel.rcu().synchronizeExpedited();
            kernel.srcu().synchronizeExpedited();
            assertThat(kernel.virtualTime().nanos()).isZero();
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
