package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.HeldReader;
import org.tracepointlab.rcu.Rcu;

/** A real reader that stays inside until a given jiffy of virtual time holds up exactly the wait that is for it. */
@Timeout(60)
class KernelReaderTest {

    private static final long TICK = 4_000_000;

    private interface Pick {
        Rcu of(KernelRcu kernel);
    }

    /** How many jiffies a synchronize takes while a reader of one domain stays inside until the start of this jiffy. */
    private static long jiffiesHeld(int cpus, Pick held, Pick waited, long until) {
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(250, cpus));
                HeldReader reader = new HeldReader(held.of(kernel))) {
            VirtualTime time = kernel.virtualTime();
            time.at(until, () -> reader.leave(() -> { }));
            waited.of(kernel).synchronize();
            long jiffies = time.nanos() / TICK;
            time.elapse(Math.max(0, (until + 1) * TICK - time.nanos()));
            return jiffies;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anRcuReaderHeldLongerExtendsTheRcuWaitByAsMuch(int cpus) {
        long base = jiffiesHeld(cpus, KernelRcu::rcu, KernelRcu::rcu, 4);
        assertThat(base).isGreaterThanOrEqualTo(5);
        for (int k : new int[] {1, 7, 50, 300}) {
            assertThat(jiffiesHeld(cpus, KernelRcu::rcu, KernelRcu::rcu, 4 + k)).as("held %d longer", k)
                    .isEqualTo(base + k);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 300})
    void anSrcuReaderHoldsUpTheSrcuWait(int until) {
        // The worker looks again after up to 10 jiffies (SRCU_MAX_INTERVAL) plus the timer's one, in two phases.
        assertThat(jiffiesHeld(1, KernelRcu::srcu, KernelRcu::srcu, until)).isBetween((long) until, until + 24L);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 300})
    void aReaderOfOneDomainDoesNotHoldUpTheOther(int until) {
        assertThat(jiffiesHeld(1, KernelRcu::srcu, KernelRcu::rcu, until)).isEqualTo(3);
        assertThat(jiffiesHeld(1, KernelRcu::rcu, KernelRcu::srcu, until)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {50})
    void aReaderThatGoesOfflineMakesItsCpuIdle(int until) {
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(250, 2))) {
            Rcu.Reader reader = kernel.registerOn(1);
            reader.lock();
            reader.unlock();
            kernel.virtualTime().elapse(until * TICK);
            kernel.rcu().synchronize();
            long busy = kernel.virtualTime().jiffies();
            reader.offline();
            kernel.rcu().synchronize();
            long idle = kernel.virtualTime().jiffies() - busy;
            // This thread now stands on CPU 1; its tick goes on for the callback, so only CPU 0 needs the forced scan.
            assertThat(idle).isGreaterThanOrEqualTo(3);
            reader.online();
            reader.close();
        }
    }
}
