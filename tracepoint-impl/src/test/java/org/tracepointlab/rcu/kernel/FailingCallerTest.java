package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.tracepointlab.rcu.StallPolicy;
import org.tracepointlab.rcu.kernel.FaultInjection.Step;

/** A caller fails in the middle of what it asked for, and not the machine: the kernel is as good as before. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a hang cannot be interrupted
class FailingCallerTest {

    private static final int SMALL_STACK = 512 << 10;
    private static final int STRIDE = 7; // frames, where the stack has to suffice for a wait

    /** The ways to call. */
    enum Call {
        SYNCHRONIZE(Rcu::synchronize),
        EXPEDITED(Rcu::synchronizeExpedited),
        COND_SYNCHRONIZE(rcu -> rcu.condSynchronize(rcu.getState())),
        BARRIER(rcu -> {
            rcu.call(() -> { });
            rcu.barrier();
        }),
        START_POLL(Rcu::startPoll),
        POLL_STATE(rcu -> rcu.pollState(rcu.getState())),
        REGISTER(rcu -> rcu.register().close());

        private final Consumer<Rcu> body;

        Call(Consumer<Rcu> body) {
            this.body = body;
        }

        boolean waits() {
            return ordinal() <= BARRIER.ordinal();
        }
    }

    private static KernelRcu kernel(boolean real) {
        KernelParameters parameters = KernelParameters.defaults(1000, 2);
        return real ? KernelRcu.realTime(parameters) : KernelRcu.virtualTime(parameters);
    }

    private static Rcu domain(KernelRcu kernel, boolean srcu) {
        return srcu ? kernel.srcu() : kernel.rcu();
    }

    static Stream<Arguments> calls() {
        return Stream.of(true, false).flatMap(real -> Stream.of(true, false).flatMap(srcu -> Stream.of(Call.values())
                .map(call -> Arguments.of(real, srcu, call))));
    }

    static Stream<Arguments> waits() {
        return calls().filter(arguments -> ((Call) arguments.get()[2]).waits());
    }

    /** Everything works, cookies and callbacks included, and a close ends it. */
    private static void assertWorks(KernelRcu kernel) {
        AtomicInteger ran = new AtomicInteger();
        for (Rcu rcu : List.of(kernel.rcu(), kernel.srcu())) {
            long snapped = rcu.getState();
            long begun = rcu.startPoll();
            rcu.call(ran::incrementAndGet);
            rcu.synchronizeExpedited();
            assertThat(rcu.pollState(snapped)).isTrue();
            rcu.synchronize();
            assertThat(rcu.pollState(begun)).isTrue();
            rcu.barrier();
            rcu.register().close();
        }
        assertThat(ran).hasValue(2);
        kernel.rcu().call(() -> kernel.srcu().call(ran::incrementAndGet));
        kernel.close();
        assertThat(ran).hasValue(3);
    }

    /** A call at every few frames from where the stack does not suffice to where it does. */
    @ParameterizedTest(name = "real time {0}, SRCU {1}, {2}")
    @MethodSource("calls")
    void theStackMayEndAnywhere(boolean real, boolean srcu, Call call) throws Exception {
        KernelRcu kernel = kernel(real);
        Rcu rcu = domain(kernel, srcu);
        AtomicInteger tooDeep = new AtomicInteger();
        AtomicInteger worked = new AtomicInteger();
        CompletableFuture<Throwable> wrong = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> {
            try {
                descend(call.waits() ? STRIDE : 1, 0, () -> call.body.accept(rcu), tooDeep, worked);
                wrong.complete(null);
            } catch (Throwable t) {
                wrong.complete(t);
            }
        }, "deep", SMALL_STACK);
        thread.start();
        thread.join();
        assertThat(wrong.get()).isNull();
        assertThat(tooDeep.get()).isGreaterThan(10);
        assertThat(worked).hasValue(3);
        assertWorks(kernel);
    }

    private static void descend(int stride, int depth, Runnable call, AtomicInteger tooDeep,
            AtomicInteger worked) {
        try {
            descend(stride, depth + 1, call, tooDeep, worked);
        } catch (StackOverflowError e) {
            // here is the end of the stack, or near it
        }
        if (depth % stride == 0 && worked.get() < 3) {
            try {
                call.run();
                worked.incrementAndGet();
            } catch (StackOverflowError e) {
                tooDeep.incrementAndGet();
            }
        }
    }

    /** A stall reporter that throws an Error out of the wait, or an interrupted thread's: the interrupt is kept. */
    @ParameterizedTest(name = "real time {0}, SRCU {1}, {2}")
    @MethodSource("waits")
    void aStallReporterMayThrowAnError(boolean real, boolean srcu, Call call) throws Exception {
        KernelRcu kernel = kernel(real);
        Rcu rcu = domain(kernel, srcu);
        AssertionError thrown = new AssertionError("thrown by a stall reporter, on purpose");
        CompletableFuture<Boolean> reported = new CompletableFuture<>();
        rcu.reportStalls(new StallPolicy(Duration.ofMillis(1), report -> {
            reported.complete(true);
            throw thrown;
        }));
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread updater = new Thread(() -> {
            Thread.currentThread().interrupt();
            Throwable t = catchThrowable(() -> call.body.accept(rcu));
            if (t == null || t == thrown) {
                interrupted.complete(Thread.interrupted());
            } else {
                interrupted.completeExceptionally(t);
            }
        });
        try (HeldReader reader = new HeldReader(rcu)) {
            updater.start();
            assertThat(reported.get()).isTrue();
            reader.leave(() -> { });
            assertThat(interrupted.get()).isTrue();
        }
        rcu.reportStalls(StallPolicy.NEVER);
        assertWorks(kernel);
    }

    /** An expedited grace period that was begun and not waited for counts for nobody. */
    @ParameterizedTest(name = "real time {0}, SRCU {1}")
    @MethodSource("org.tracepointlab.rcu.kernel.ClosedHandleTest#domains")
    void anExpeditedGracePeriodThatFailsElapsesNoCookie(boolean real, boolean ofAnother) {
        FailTheNth faults = new FailTheNth(1, Step.EXPEDITED);
        KernelParameters parameters = KernelParameters.defaults(1000, 2);
        KernelRcu kernel = real ? KernelRcu.realTime(parameters, Thread::new, faults)
                : KernelRcu.virtualTime(parameters, faults);
        long before = kernel.rcu().getState();
        assertThatThrownBy(kernel.rcu()::synchronizeExpedited).isSameAs(faults.thrown()).isNotNull();
        assertThat(kernel.rcu().pollState(before)).isFalse();
        assertThat(kernel.work().expeditedGracePeriods()).isZero();
        if (ofAnother) {
            kernel.rcu().synchronize();
        } else {
            kernel.rcu().synchronizeExpedited();
        }
        assertThat(kernel.rcu().pollState(before)).isTrue();
        assertWorks(kernel);
    }

    /** A close that failed goes on when it is called again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCloseThatFailedMayBeRepeated(boolean srcu) {
        KernelRcu kernel = kernel(false);
        Rcu rcu = domain(kernel, srcu);
        AssertionError thrown = new AssertionError("thrown by an action, on purpose");
        AtomicBoolean ran = new AtomicBoolean();
        rcu.call(() -> ran.set(true));
        kernel.virtualTime().at(1, () -> {
            throw thrown;
        });
        assertThatThrownBy(rcu::close).isSameAs(thrown);
        assertThat(ran).isFalse();
        assertThatThrownBy(rcu::synchronize).hasMessageContaining("closed");
        rcu.close();
        assertThat(ran).isTrue();
        kernel.close();
    }

    /** What an action of virtual time throws goes to whoever moves the time. */
    @Test
    void anActionThatThrowsIsNoStepOfTheMachine() {
        KernelRcu kernel = kernel(false);
        AssertionError thrown = new AssertionError("thrown by an action, on purpose");
        kernel.virtualTime().at(2, () -> {
            throw thrown;
        });
        assertThatThrownBy(kernel.rcu()::synchronize).isSameAs(thrown);
        assertWorks(kernel);
    }
}
