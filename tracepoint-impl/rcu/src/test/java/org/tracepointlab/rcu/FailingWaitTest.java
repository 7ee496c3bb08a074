package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A grace period that throws: nobody takes it for one, the next one works, and callbacks wait for that. */
@Timeout(60)
class FailingWaitTest {

    private final FailingSteps steps = new FailingSteps();

    @ParameterizedTest
    @EnumSource
    void theCallerIsToldAndTheNextWaitWorks(FailingSteps.Domain domain) {
        try (GracePeriodEngine<?> rcu = domain.open(steps); Rcu.Reader reader = rcu.register()) {
            for (int i = 0; i < 5; i++) {
                long before = rcu.getState();
                steps.fail(1);
                assertThatThrownBy(rcu::synchronize).isInstanceOf(FailingSteps.Planned.class);
                assertThat(rcu.pollState(before)).isFalse();
                assertThat(rcu.getState()).isEqualTo(before);
                assertThat(rcu.condSynchronize(before)).isTrue();
                assertThat(rcu.pollState(before)).isTrue();
            }
            reader.quiescentState();
        }
    }

    /** A cookie that was taken while the failed one was under way needs a whole one as well. */
    @ParameterizedTest
    @EnumSource
    void aCookieFromWithinTheFailedOneDoesNotElapseByIt(FailingSteps.Domain domain) {
        long[] within = new long[1];
        GracePeriodEngine<?>[] opened = new GracePeriodEngine<?>[1];
        FailingSteps noting = new FailingSteps() {
            @Override
            void step(String name) {
                if (left() > 0) {
                    within[0] = opened[0].getState();
                }
                super.step(name);
            }
        };
        try (GracePeriodEngine<?> rcu = domain.open(noting); Rcu.Reader reader = rcu.register()) {
            opened[0] = rcu;
            noting.fail(1);
            assertThatThrownBy(rcu::synchronize).isInstanceOf(FailingSteps.Planned.class);
            assertThat(rcu.pollState(within[0])).isFalse();
            rcu.synchronize();
            rcu.synchronize();
            assertThat(rcu.pollState(within[0])).isTrue();
            reader.quiescentState();
        }
    }

    /**
     * The one in front of the queue fails while it waits for a reader; the next one goes on and waits for that reader
     * too.
     */
    @ParameterizedTest
    @EnumSource(names = {"MB_FENCE", "MEMB_MEMBARRIER"})
    void whoWaitsForItsTurnGoesOnWhereTheHolderFailed(FailingSteps.Domain domain) throws Exception {
        try (GracePeriodEngine<?> rcu = domain.open(steps); HeldReader reader = new HeldReader(rcu)) {
            CountDownLatch reported = new CountDownLatch(1);
            CountDownLatch mayFail = new CountDownLatch(1);
            rcu.reportStalls(new StallPolicy(Duration.ofMillis(1), report -> {
                reported.countDown();
                await(mayFail);
            }));
            CompletableFuture<Void> first = new CompletableFuture<>();
            CompletableFuture<Void> second = new CompletableFuture<>();
            waiting(rcu, first);
            await(reported);
            long cookie = rcu.getState();
            Thread waiter = waiting(rcu, second);
            while (waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            steps.fail(1);
            mayFail.countDown();
            assertThatThrownBy(first::get).hasCauseInstanceOf(FailingSteps.Planned.class);
            assertThat(second).isNotDone();
            assertThat(rcu.pollState(cookie)).isFalse();
            AtomicBoolean left = new AtomicBoolean();
            reader.leave(() -> left.set(!second.isDone()));
            second.get(30, TimeUnit.SECONDS);
            assertThat(left).isTrue();
        }
    }

    /** With more readers inside than in any wait before, the updater needs memory. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 9})
    void aListOfReadersThatCannotGrowFailsOneWait(int readers) throws Exception {
        List<HeldReader> held = new ArrayList<>();
        try (GracePeriodEngine<?> rcu = BadRcu.mbThatGrows(() -> steps.step("an allocation"))) {
            for (int i = 0; i < readers; i++) {
                held.add(new HeldReader(rcu));
            }
            steps.fail(1);
            assertThatThrownBy(rcu::synchronize).isInstanceOf(FailingSteps.Planned.class);
            if (readers > 2) { // grown once, but not twice
                steps.fail(1, 1);
                assertThatThrownBy(rcu::synchronize).isInstanceOf(FailingSteps.Planned.class);
            }
            CompletableFuture<Void> ended = new CompletableFuture<>();
            Thread waiter = waiting(rcu, ended);
            while (waiter.getState() != Thread.State.TIMED_WAITING && !ended.isDone()) {
                Thread.onSpinWait();
            }
            for (HeldReader reader : held) {
                assertThat(ended).isNotDone();
                reader.leave(() -> { });
            }
            ended.get(30, TimeUnit.SECONDS);
        } finally {
            held.forEach(HeldReader::close);
        }
    }

    private static Thread waiting(Rcu rcu, CompletableFuture<Void> ended) {
        Thread thread = new Thread(() -> {
            try {
                rcu.synchronize();
                ended.complete(null);
            } catch (Throwable t) {
                ended.completeExceptionally(t);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @ParameterizedTest
    @EnumSource
    void callbacksWaitForTheGracePeriodThatWorks(FailingSteps.Domain domain) {
        List<Integer> ran = new ArrayList<>();
        try (GracePeriodEngine<?> rcu = domain.open(steps); Rcu.Reader reader = rcu.register()) {
            reader.quiescentState();
            steps.fail(2);
            for (int i = 0; i < 10; i++) {
                int n = i;
                rcu.call(() -> ran.add(steps.left() == 0 ? n : -1));
            }
            rcu.barrier();
            assertThat(ran).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            steps.fail(2);
            long cookie = rcu.startPoll();
            while (!rcu.pollState(cookie)) {
                Thread.onSpinWait();
            }
            assertThat(steps.left()).isZero();
        }
    }

    /** Three in a row: whoever waits is told, and whoever comes; nobody hangs, and no callback runs. */
    @ParameterizedTest
    @EnumSource
    void aDomainWhoseGracePeriodsKeepFailingIsBroken(FailingSteps.Domain domain) {
        AtomicBoolean ran = new AtomicBoolean();
        GracePeriodEngine<?> rcu = domain.open(steps);
        Rcu.Reader reader = rcu.register();
        long cookie = rcu.getState();
        steps.fail(3);
        rcu.call(() -> ran.set(true));
        List<ThrowingCallable> told = List.of(rcu::barrier, rcu::barrier, rcu::synchronize, rcu::synchronizeExpedited,
                rcu::synchronizeInterruptibly, rcu::startPoll, rcu::register, () -> rcu.condSynchronize(cookie),
                () -> rcu.call(() -> ran.set(true)));
        for (ThrowingCallable one : told) {
            assertThatIllegalStateException().isThrownBy(one).withMessageContaining("is broken")
                    .withCauseInstanceOf(FailingSteps.Planned.class);
        }
        reader.lock();
        reader.unlock();
        reader.close();
        rcu.close();
        rcu.close();
        assertThat(ran).isFalse();
        assertThat(steps.left()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whoWaitsInterruptiblyIsToldAsWell(FailingSteps.Domain domain) {
        GracePeriodEngine<?> rcu = domain.open(steps);
        try (Rcu.Reader reader = rcu.register()) {
            steps.fail(3);
            assertThatIllegalStateException().isThrownBy(rcu::synchronizeInterruptibly)
                    .withMessageContaining("is broken");
            reader.quiescentState();
        }
        rcu.close();
    }

    @ParameterizedTest
    @EnumSource
    void closeRunsWhatIsLeftOverAFailure(FailingSteps.Domain domain) {
        AtomicBoolean ran = new AtomicBoolean();
        GracePeriodEngine<?> rcu = domain.open(steps);
        Rcu.Reader reader = rcu.register();
        steps.fail(2);
        rcu.call(() -> ran.set(true));
        rcu.close();
        assertThat(ran).isTrue();
        reader.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
