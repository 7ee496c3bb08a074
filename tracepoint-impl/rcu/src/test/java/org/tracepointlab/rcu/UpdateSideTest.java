package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the flavours with the common update side promise beyond the contract. */
@Timeout(60)
class UpdateSideTest {

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
        try (Rcu rcu = flavour.open(); HeldReader reader = new HeldReader(rcu)) {
            CompletableFuture<StallReport> reported = new CompletableFuture<>();
            rcu.reportStalls(new StallPolicy(Duration.ofMillis(1), report -> {
                reported.complete(report);
                throw new IllegalArgumentException("thrown by a reporter, on purpose");
            }));
            CompletableFuture<Void> done = CompletableFuture.runAsync(rcu::synchronize);
            reported.get();
            assertThat(done).isNotDone();
            reader.leave(() -> { });
            done.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlesOfDeadThreadsDoNotPileUp(Flavour flavour) throws Exception {
        try (UpdateSide<?> rcu = flavour.open()) {
            for (int i = 0; i < 1_000; i++) {
                Thread thread = new Thread(rcu::register);
                thread.start();
                thread.join();
            }
            int registered = 0;
            for (Object reader : rcu.readers()) {
                registered++;
            }
            assertThat(registered).isBetween(1, 128);
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

    @ParameterizedTest
    @EnumSource
    void aClosedHandleIsRefused(Flavour flavour) {
        try (Rcu rcu = flavour.open()) {
            Rcu.Reader reader = rcu.register();
            reader.close();
            reader.close();
            assertThatIllegalStateException().isThrownBy(reader::lock).withMessageContaining("closed");
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
