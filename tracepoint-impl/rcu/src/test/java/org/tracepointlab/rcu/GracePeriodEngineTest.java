package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the flavours with the common update side promise beyond the contract. */
@Timeout(60)
class GracePeriodEngineTest {

    private static final int WAITERS = 8;

    private static long gracePeriods(Rcu rcu) {
        return rcu.getState() / (GracePeriodSequence.PHASE_MASK + 1);
    }

    private static void awaitRest(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static Thread started(Runnable body) {
        Thread thread = new Thread(body);
        thread.start();
        awaitRest(thread);
        return thread;
    }

    @ParameterizedTest
    @EnumSource
    void oneGracePeriodServesAllThatWereWaitingWhenItBegan(Flavour flavour) throws Exception {
        try (Rcu rcu = flavour.open(); HeldReader reader = new HeldReader(rcu)) {
            long before = gracePeriods(rcu);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i <= WAITERS; i++) {
                threads.add(started(rcu::synchronize));
            }
            reader.leave(() -> { });
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(gracePeriods(rcu) - before).isEqualTo(2);
        }
    }

    /** The canary of the count: one after the other, each has its own. */
    @ParameterizedTest
    @EnumSource
    void callersOneAfterTheOtherHaveAGracePeriodEach(Flavour flavour) {
        try (Rcu rcu = flavour.open()) {
            long before = gracePeriods(rcu);
            for (int i = 0; i < WAITERS; i++) {
                rcu.synchronize();
            }
            assertThat(gracePeriods(rcu) - before).isEqualTo(WAITERS);
        }
    }

    /** SRCU has sections without readers, so it cannot tell. */
    @ParameterizedTest
    @EnumSource
    void withNobodyRegisteredThereIsNothingToPollFor(Flavour flavour) throws Exception {
        try (Rcu rcu = flavour.open()) {
            long before = gracePeriods(rcu);
            long cookie = rcu.startPoll();
            if (rcu instanceof SrcuRcu) {
                rcu.barrier();
            } else {
                assertThat(gracePeriods(rcu)).isEqualTo(before);
            }
            assertThat(rcu.pollState(cookie)).isTrue();
            try (HeldReader reader = new HeldReader(rcu)) {
                assertThat(rcu.pollState(cookie)).isTrue();
                assertThat(rcu.pollState(rcu.startPoll())).isFalse();
                reader.leave(() -> { });
            }
        }
    }

    /** Nobody waits and nobody asks again: what was asked for last must begin after the one that is under way. */
    @ParameterizedTest
    @EnumSource
    void aGracePeriodAskedForDuringAnotherBeginsAfterIt(Flavour flavour) throws Exception {
        try (Rcu rcu = flavour.open(); HeldReader reader = new HeldReader(rcu)) {
            long first = rcu.startPoll();
            while (rcu.getState() == first) {
                Thread.onSpinWait(); // until the worker has begun it
            }
            long second = rcu.startPoll();
            long third = rcu.startPoll();
            assertThat(List.of(second, third)).doesNotContain(first);
            assertThat(rcu.pollState(first)).isFalse();
            reader.leave(() -> { });
            while (!rcu.pollState(second) || !rcu.pollState(third)) {
                Thread.onSpinWait();
            }
            assertThat(rcu.pollState(first)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAnInterruptibleWait(Flavour flavour) throws Exception {
        try (Rcu rcu = flavour.open(); HeldReader reader = new HeldReader(rcu)) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Thread waiter = started(() -> {
                try {
                    rcu.synchronizeInterruptibly();
                    ended.complete(null);
                } catch (InterruptedException e) {
                    ended.completeExceptionally(e);
                }
            });
            waiter.interrupt();
            assertThat(ended).failsWithin(Duration.ofSeconds(30)).withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(InterruptedException.class);
            reader.leave(() -> { });
            long cookie = rcu.getState();
            rcu.synchronizeInterruptibly();
            assertThat(rcu.pollState(cookie)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStallReportNamesTheReader(Flavour flavour) throws Exception {
        try (Rcu rcu = flavour.open(); HeldReader reader = new HeldReader(rcu)) {
            CompletableFuture<StallReport> reported = new CompletableFuture<>();
            rcu.reportStalls(new StallPolicy(Duration.ofMillis(1), reported::complete));
            Thread updater = new Thread(rcu::synchronize);
            updater.start();
            StallReport report = reported.get();
            assertThat(updater.isAlive()).isTrue();
            HeldReader.assertNamedBy(report, rcu);
            assertThat(report.toString()).contains("held-reader", "nesting 1", "HeldReader");
            reader.leave(() -> { });
            updater.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReporterThatThrowsDoesNotEndTheWait(Flavour flavour) throws Exception {
        for (Throwable thrown : List.of(new IllegalArgumentException("thrown by a reporter, on purpose"),
                new AssertionError("thrown on purpose"), new StackOverflowError(),
                new OutOfMemoryError("on purpose"))) {
            try (Rcu rcu = flavour.open(); HeldReader reader = new HeldReader(rcu)) {
                CompletableFuture<StallReport> reported = new CompletableFuture<>();
                rcu.reportStalls(new StallPolicy(Duration.ofMillis(1), report -> {
                    reported.complete(report);
                    throw GracePeriodEngineTest.<RuntimeException>unchecked(thrown);
                }));
                CompletableFuture<Void> done = CompletableFuture.runAsync(rcu::synchronize);
                reported.get();
                assertThat(done).isNotDone();
                reader.leave(() -> { });
                done.get();
                rcu.synchronize();
            }
        }
    }

    @SuppressWarnings("unchecked") // the compiler need not know
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** It would wait for the wait that it reports on. */
    @ParameterizedTest
    @EnumSource
    void aReporterThatWaitsIsRefused(Flavour flavour) throws Exception {
        try (Rcu rcu = flavour.open(); HeldReader reader = new HeldReader(rcu)) {
            CompletableFuture<List<Throwable>> refused = new CompletableFuture<>();
            rcu.reportStalls(new StallPolicy(Duration.ofMillis(1), report -> {
                List<Throwable> thrown = new ArrayList<>();
                for (ThrowingCallable wait : List.<ThrowingCallable>of(rcu::synchronize, rcu::barrier,
                        rcu::synchronizeInterruptibly, rcu::close)) {
                    thrown.add(catchThrowable(wait));
                }
                refused.complete(thrown);
            }));
            CompletableFuture<Void> done = CompletableFuture.runAsync(rcu::synchronize);
            assertThat(refused.get()).hasSize(4).allSatisfy(t -> assertThat(t).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("would wait for itself"));
            reader.leave(() -> { });
            done.get();
        }
    }

    /** One after the other, and all at once: what is kept depends on the living. */
    @ParameterizedTest
    @EnumSource
    void handlesOfDeadThreadsDoNotPileUp(Flavour flavour) throws Exception {
        for (int threads : new int[] {1, 63, 64, 65, 100, 129, 300, 455, 900, 1_000, 1_500}) {
            try (GracePeriodEngine<?> rcu = flavour.open()) {
                for (int i = 0; i < threads; i++) {
                    Thread thread = new Thread(rcu::register);
                    thread.start();
                    thread.join();
                    assertThat(registered(rcu)).isBetween(1, 64);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlesOfTheLivingBoundThoseOfTheDead(Flavour flavour) throws Exception {
        int living = 100;
        CountDownLatch end = new CountDownLatch(1);
        try (GracePeriodEngine<?> rcu = flavour.open()) {
            List<Thread> alive = new ArrayList<>();
            for (int i = 0; i < living; i++) {
                CountDownLatch there = new CountDownLatch(1);
                Thread thread = new Thread(() -> {
                    Rcu.Reader reader = rcu.register();
                    reader.offline();
                    there.countDown();
                    await(end);
                });
                alive.add(thread);
                thread.start();
                there.await();
            }
            for (int i = 0; i < 500; i++) {
                Thread thread = new Thread(rcu::register);
                thread.start();
                thread.join();
                assertThat(registered(rcu)).isBetween(living, 64 + 2 * living);
            }
            end.countDown();
            for (Thread thread : alive) {
                thread.join();
            }
            rcu.barrier();
            assertThat(registered(rcu)).isZero();
        } finally {
            end.countDown();
        }
    }

    private static int registered(GracePeriodEngine<?> rcu) {
        int registered = 0;
        for (Object reader : rcu.readers()) {
            registered++;
        }
        return registered;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallbackThatWaitsForCallbacksIsRefused(Flavour flavour) {
        AtomicReference<Throwable> handled = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> handled.set(e));
        try (Rcu rcu = flavour.open()) {
            rcu.call(rcu::barrier);
            rcu.barrier();
            assertThat(handled.get()).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a callback cannot wait for callbacks");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /** It would wait for itself: it is the worker that counts the grace period as elapsed. */
    @ParameterizedTest
    @EnumSource
    void aCallbackThatWaitsInterruptiblyIsRefused(Flavour flavour) throws Exception {
        try (Rcu rcu = flavour.open()) {
            CompletableFuture<Throwable> refused = new CompletableFuture<>();
            rcu.call(() -> refused.complete(catchThrowable(rcu::synchronizeInterruptibly)));
            assertThat(refused.get(30, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a callback cannot wait");
            rcu.barrier();
        }
    }

    /** The worker's thread is a reader of another domain then: it must not hold that one up while it waits for work. */
    @ParameterizedTest
    @EnumSource
    void aCallbackMayRegisterItsThreadElsewhere(Flavour flavour) {
        try (QsbrRcu other = new QsbrRcu("other"); Rcu rcu = flavour.open()) {
            rcu.call(other::register);
            rcu.barrier();
            other.synchronize();
            rcu.call(() -> assertThat(other.isOnline()).isTrue());
            rcu.barrier();
            other.synchronize();
            assertThat(other.hasReaders()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingInsideASectionIsRefused(Flavour flavour) {
        try (Rcu rcu = flavour.open(); Rcu.Reader reader = rcu.register()) {
            reader.lock();
            assertThatIllegalStateException().isThrownBy(rcu::close).withMessageContaining("section");
            reader.unlock();
            rcu.synchronize();
        }
    }

    /** More threads than places in the cache of handles, so that some share one. */
    @ParameterizedTest
    @EnumSource
    void threadsThatShareAPlaceInTheCacheKeepTheirOwnSections(Flavour flavour) throws Exception {
        List<HeldReader> held = new ArrayList<>();
        try (Rcu rcu = flavour.open()) {
            for (int i = 0; i < 300; i++) {
                held.add(new HeldReader(rcu));
            }
            Thread updater = started(rcu::synchronize);
            for (HeldReader reader : held) {
                assertThat(updater.isAlive()).isTrue();
                reader.leave(() -> { });
            }
            updater.join();
        } finally {
            held.forEach(HeldReader::close);
        }
    }
}
