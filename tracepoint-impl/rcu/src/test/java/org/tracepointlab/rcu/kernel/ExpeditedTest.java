package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.HeldReader;
import org.tracepointlab.rcu.Rcu;

/** Expedited grace periods of the RCU domain: as strict as the others, and without their pace. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait that never ends cannot be interrupted
class ExpeditedTest {

    private static final int N = 100;

    private static KernelRcu kernel(boolean real, int cpus) {
        KernelParameters parameters = KernelParameters.defaults(250, cpus);
        return real ? KernelRcu.realTime(parameters) : KernelRcu.virtualTime(parameters);
    }

    /**
     * By what the machine counts: time, ticks, and grace periods of either kind. How long each takes is for a
     * benchmark.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 4096})
    void isAtLeastAHundredTimesFasterThanTheDefault(int cpus) {
        try (KernelRcu kernel = kernel(false, cpus)) {
            VirtualTime time = kernel.virtualTime();
            List<Rcu.Reader> readers = new ArrayList<>();
            for (int cpu = 1; cpu < cpus; cpu++) {
                readers.add(kernel.registerOn(cpu));
            }
            for (int i = 0; i < N; i++) {
                kernel.rcu().synchronizeExpedited();
            }
            long expedited = time.nanos();
            long ticks = kernel.ticks().ticks();
            GracePeriodWork work = kernel.work();
            assertThat(work.expeditedGracePeriods()).isEqualTo(N);
            assertThat(work.gracePeriods()).isZero();
            assertThat(work.interrupts()).isEqualTo((long) N * (cpus - 1));
            for (int i = 0; i < N; i++) {
                kernel.rcu().synchronize();
            }
            long usual = time.nanos() - expedited;
            assertThat(kernel.work().since(work).gracePeriods()).isEqualTo(N);
            assertThat(usual).isGreaterThanOrEqualTo(3L * N * kernel.parameters().tickNanos());
            assertThat(100 * expedited).isLessThanOrEqualTo(usual);
            assertThat(100 * ticks).isLessThanOrEqualTo(kernel.ticks().ticks() - ticks);
            readers.forEach(Rcu.Reader::close);
        }
    }

    @Test
    void idleCpusAreNotInterrupted() {
        try (KernelRcu kernel = kernel(false, 16)) {
            Rcu.Reader resting = kernel.registerOn(3);
            resting.offline();
            Rcu.Reader busy = kernel.registerOn(4);
            kernel.rcu().synchronizeExpedited();
            assertThat(kernel.work().interrupts()).isEqualTo(1);
            resting.online();
            kernel.rcu().synchronizeExpedited();
            assertThat(kernel.work().interrupts()).isEqualTo(3);
            resting.close();
            busy.close();
        }
    }

    /** The reader stands on the next CPU: another one, or with one CPU the updater's own. */
    @ParameterizedTest
    @CsvSource({"true, 1", "true, 2", "false, 1", "false, 2", "false, 4096"})
    void waitsForAHeldReader(boolean real, int cpus) throws Exception {
        try (KernelRcu kernel = kernel(real, cpus); HeldReader reader = new HeldReader(kernel.rcu())) {
            AtomicBoolean left = new AtomicBoolean();
            AtomicBoolean sawItLeave = new AtomicBoolean();
            long cookie = kernel.rcu().getState();
            Thread updater = new Thread(() -> {
                kernel.rcu().synchronizeExpedited();
                sawItLeave.set(left.get());
            });
            updater.start();
            Parked.in(updater, KernelRcuDomain.class, "awaitReports");
            assertThat(kernel.rcu().pollState(cookie)).isFalse();
            reader.leave(() -> left.set(true));
            updater.join();
            assertThat(sawItLeave).isTrue();
            assertThat(kernel.rcu().pollState(cookie)).isTrue();
        }
    }

    /** The canary: the same check, of an updater that asks for a grace period of the other domain. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHeldReaderOfTheOtherDomainIsNotWaitedFor(boolean real) throws Exception {
        try (KernelRcu kernel = kernel(real, 2); HeldReader reader = new HeldReader(kernel.srcu())) {
            AtomicBoolean left = new AtomicBoolean();
            AtomicBoolean sawItLeave = new AtomicBoolean();
            Thread updater = new Thread(() -> {
                kernel.rcu().synchronizeExpedited();
                sawItLeave.set(left.get());
            });
            updater.start();
            updater.join();
            reader.leave(() -> left.set(true));
            assertThat(sawItLeave).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callersThatComeMeanwhileShareTheNextOne(boolean real) throws Exception {
        try (KernelRcu kernel = kernel(real, 2); HeldReader reader = new HeldReader(kernel.rcu())) {
            List<Thread> updaters = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Thread updater = new Thread(kernel.rcu()::synchronizeExpedited);
                updater.start();
                if (i == 0) {
                    Parked.in(updater, KernelRcuDomain.class, "awaitReports");
                } else {
                    Parked.atLock(updater, KernelRcuDomain.class, "expedited");
                }
                updaters.add(updater);
            }
            reader.leave(() -> { });
            for (Thread updater : updaters) {
                updater.join();
            }
            assertThat(kernel.work().expeditedGracePeriods()).isEqualTo(2);
        }
    }

    /**
     * A reader that leaves and closes itself before the updater parks leaves nothing to happen: in virtual time too.
     */
    @Test
    void aReaderThatGoesAwayIsNoReasonToGiveUp() throws Exception {
        try (KernelRcu kernel = kernel(false, 2)) {
            for (int i = 0; i < 200; i++) {
                HeldReader reader = new HeldReader(kernel.rcu());
                Thread updater = new Thread(kernel.rcu()::synchronizeExpedited);
                updater.start();
                reader.close();
                updater.join();
            }
            assertThat(kernel.work().expeditedGracePeriods()).isEqualTo(200);
        }
    }
}
