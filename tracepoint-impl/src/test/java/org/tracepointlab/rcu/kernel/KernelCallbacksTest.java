package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.HeldReader;
import org.tracepointlab.rcu.Rcu;

/** Callbacks that do what they should not, and the end of a kernel. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait that never ends cannot be interrupted
class KernelCallbacksTest {

    private static KernelRcu kernel(boolean real, int cpus) {
        KernelParameters parameters = KernelParameters.defaults(1000, cpus);
        return real ? KernelRcu.realTime(parameters) : KernelRcu.virtualTime(parameters);
    }

    private static Rcu domain(KernelRcu kernel, boolean srcu) {
        return srcu ? kernel.srcu() : kernel.rcu();
    }

    static Stream<Arguments> kernels() {
        return Stream.of(true, false).flatMap(real -> Stream.of(1, 2).flatMap(cpus -> Stream.of(true, false)
                .map(srcu -> Arguments.of(real, cpus, srcu))));
    }

    /** A callback that waits for a lock, while the lock's holder does all that the machine is there for. */
    @ParameterizedTest(name = "real time {0}, {1} CPUs, SRCU {2}")
    @MethodSource("kernels")
    void aCallbackThatBlocksDoesNotStopTheMachine(boolean real, int cpus, boolean srcu) throws Exception {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        try (KernelRcu kernel = kernel(real, cpus)) {
            Rcu rcu = domain(kernel, srcu);
            ReentrantLock users = new ReentrantLock();
            CountDownLatch inCallback = new CountDownLatch(1);
            Thread barrier = new Thread(() -> {
                rcu.barrier();
                ran.add("barrier");
            });
            users.lock();
            try {
                rcu.call(() -> {
                    inCallback.countDown();
                    users.lock();
                    ran.add("first");
                    users.unlock();
                });
                rcu.call(() -> ran.add("second"));
                barrier.start(); // in virtual time this thread runs the callback
                inCallback.await();
                for (Rcu both : List.of(kernel.rcu(), kernel.srcu())) {
                    for (int i = 0; i < 3; i++) {
                        both.synchronize();
                    }
                    both.synchronizeExpedited();
                    long cookie = both.startPoll();
                    both.synchronize();
                    assertThat(both.pollState(cookie)).isTrue();
                    both.readLock();
                    both.readUnlock();
                    both.call(() -> ran.add("later"));
                }
                assertThat(ran).doesNotContain("first", "second", "barrier");
                assertThat(barrier.isAlive()).isTrue();
            } finally {
                users.unlock();
            }
            barrier.join();
        }
        assertThat(ran).containsSubsequence("first", "second", "barrier")
                .filteredOn("later"::equals).hasSize(2);
    }

    /** Polled, with nobody waiting: the clock alone goes on. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPolledGracePeriodEndsWhileACallbackBlocks(boolean srcu) throws Exception {
        try (KernelRcu kernel = kernel(true, 1)) {
            CountDownLatch inCallback = new CountDownLatch(1);
            CountDownLatch mayReturn = new CountDownLatch(1);
            domain(kernel, srcu).call(() -> {
                inCallback.countDown();
                await(mayReturn);
            });
            inCallback.await();
            long ticks = kernel.ticks().ticks();
            long rcu = kernel.rcu().startPoll();
            long other = kernel.srcu().startPoll();
            while (!kernel.rcu().pollState(rcu) || !kernel.srcu().pollState(other)) {
                Thread.onSpinWait();
            }
            assertThat(kernel.ticks().ticks()).isGreaterThan(ticks);
            mayReturn.countDown();
        }
    }

    @ParameterizedTest(name = "real time {0}, {1} CPUs, SRCU {2}")
    @MethodSource("kernels")
    void waitingInACallbackIsRefusedAtOnce(boolean real, int cpus, boolean srcu) {
        try (KernelRcu kernel = kernel(real, cpus)) {
            List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
            List<Consumer<Rcu>> waits = List.of(Rcu::synchronize, Rcu::synchronizeExpedited, Rcu::barrier, Rcu::close,
                    r -> r.condSynchronize(r.getState()), KernelCallbacksTest::waitInterruptibly);
            AtomicLong cookie = new AtomicLong();
            domain(kernel, srcu).call(() -> {
                for (Rcu other : List.of(kernel.rcu(), kernel.srcu())) {
                    for (Consumer<Rcu> wait : waits) {
                        try {
                            wait.accept(other);
                        } catch (IllegalStateException e) {
                            thrown.add(e);
                        }
                    }
                }
                cookie.set(kernel.rcu().startPoll()); // asking is allowed
            });
            domain(kernel, srcu).barrier();
            assertThat(thrown).hasSize(2 * waits.size())
                    .allSatisfy(e -> assertThat(e).hasMessageContaining("found a callback on CPU"));
            kernel.rcu().synchronize();
            assertThat(kernel.rcu().pollState(cookie.get())).isTrue();
        }
    }

    /** Two callbacks that throw, and a handler that throws as well: the thread that has the ticks outlives them. */
    @ParameterizedTest(name = "real time {0}, {1} CPUs, SRCU {2}")
    @MethodSource("kernels")
    void whatACallbackThrowsGoesToTheHandlerAndTheTicksGoOn(boolean real, int cpus, boolean srcu) {
        List<Throwable> handled = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> {
            handled.add(e);
            throw new IllegalStateException("thrown by a handler, on purpose");
        });
        try (KernelRcu kernel = kernel(real, cpus)) {
            Rcu rcu = domain(kernel, srcu);
            AtomicBoolean ran = new AtomicBoolean();
            rcu.call(() -> {
                throw new AssertionError("thrown by a callback, on purpose");
            });
            rcu.call(() -> {
                throw new IllegalArgumentException("thrown by a callback, on purpose");
            });
            rcu.call(() -> ran.set(true));
            rcu.barrier();
            assertThat(ran).isTrue();
            assertThat(handled).extracting(e -> (Object) e.getClass())
                    .containsExactly(AssertionError.class, IllegalArgumentException.class);
            kernel.rcu().synchronize();
            kernel.srcu().synchronize();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /** Behind one that blocks: each that is run must cost the same, however many are queued, or this takes minutes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBacklogOfCallbacksIsWorkedOff(boolean srcu) throws Exception {
        int many = 300_000;
        AtomicLong ran = new AtomicLong();
        CountDownLatch held = new CountDownLatch(1);
        try (KernelRcu kernel = kernel(true, 1)) {
            Rcu rcu = domain(kernel, srcu);
            CountDownLatch inCallback = new CountDownLatch(1);
            rcu.call(() -> {
                inCallback.countDown();
                await(held);
            });
            await(inCallback);
            for (int i = 0; i < many; i++) {
                rcu.call(ran::incrementAndGet);
            }
            rcu.synchronize(); // a whole grace period later they are ready, and their CPU has ticked
            assertThat(ran).hasValue(0);
            held.countDown();
            rcu.barrier();
            assertThat(ran).hasValue(many);
        }
    }

    @Test
    void noCallbackIsRefused() {
        try (KernelRcu kernel = kernel(false, 1)) {
            assertThatThrownBy(() -> kernel.rcu().call(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> kernel.srcu().call(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @ParameterizedTest(name = "real time {0}, {1} CPUs, SRCU {2}")
    @MethodSource("kernels")
    void closingInsideASectionIsRefused(boolean real, int cpus, boolean srcu) {
        try (KernelRcu kernel = kernel(real, cpus)) {
            Rcu rcu = domain(kernel, srcu);
            rcu.readLock();
            assertThatIllegalStateException().isThrownBy(rcu::close).withMessageContaining("section");
            rcu.readUnlock();
            rcu.synchronize();
        }
    }

    /** A whole release: through RCU and then SRCU, to its end. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closeRunsWhatCallbacksHandOn(boolean real) {
        AtomicBoolean ran = new AtomicBoolean();
        KernelRcu kernel = kernel(real, 2);
        kernel.rcu().call(() -> kernel.srcu().call(() -> ran.set(true)));
        kernel.close();
        assertThat(ran).isTrue();
        kernel.close();
        assertThatIllegalStateException().isThrownBy(kernel.rcu()::synchronize).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(kernel.srcu()::startPoll).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> kernel.registerOn(0)).withMessageContaining("closed");
    }

    /** Whoever waits when a kernel is closed comes to an end, and so do its threads. */
    @Test
    void closeLeavesNobodyWaiting() throws Exception {
        Set<Thread> before = tickThreads();
        KernelRcu kernel = kernel(true, 1);
        Set<Thread> own = tickThreads();
        own.removeAll(before);
        assertThat(own).hasSize(2);
        Thread waiter;
        Thread closer;
        try (HeldReader reader = new HeldReader(kernel.rcu())) {
            waiter = new Thread(kernel.rcu()::synchronize);
            waiter.start();
            Parked.in(waiter, RealTickDriver.class, "await");
            closer = new Thread(kernel::close);
            closer.start();
            Parked.in(closer, RealTickDriver.class, "await");
            assertThat(waiter.isAlive()).isTrue();
            assertThat(own).allMatch(Thread::isAlive);
            reader.leave(() -> { });
        }
        waiter.join();
        closer.join();
        for (Thread thread : own) {
            thread.join();
        }
    }

    private static Set<Thread> tickThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(t -> !t.getName().startsWith("kernel-tick"));
        return threads;
    }

    private static void waitInterruptibly(Rcu rcu) {
        try {
            rcu.synchronizeInterruptibly();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
