package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.HeldReader;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.kernel.FailTheNth.Injected;
import org.tracepointlab.rcu.kernel.FaultInjection.Step;

/**
 * Each step of a kernel fails once: the kernel goes on as if nothing had happened, or everybody who waits for it, or
 * comes later, is told by what it was broken. Nobody hangs, and no callback is lost without a word.
 */
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a hang cannot be interrupted
class BrokenKernelTest {

    private static KernelRcu kernel(boolean real, List<Thread> threads, FaultInjection faults) {
        KernelParameters parameters = KernelParameters.defaults(real ? 5_000 : 1_000, 2);
        return real ? KernelRcu.realTime(parameters, body -> {
            Thread thread = new Thread(body);
            threads.add(thread);
            return thread;
        }, faults) : KernelRcu.virtualTime(parameters, faults);
    }

    /** A use of everything, on one thread; each call's outcome is kept, and the next is made all the same. */
    private static final class Use {
        private final Map<String, Throwable> thrown = new LinkedHashMap<>();
        private final AtomicInteger ran = new AtomicInteger();
        private int accepted;

        private void attempt(String name, Runnable call) {
            Throwable t = catchThrowable(call::run);
            if (t != null) {
                thrown.put(name, t);
            }
        }

        private void use(String name, Rcu rcu) {
            attempt(name + " register", () -> {
                Rcu.Reader reader = rcu.register();
                reader.lock();
                reader.unlock();
                reader.offline();
                reader.online();
                reader.close();
            });
            attempt(name + " call", () -> {
                rcu.call(ran::incrementAndGet);
                accepted++;
            });
            attempt(name + " synchronize", rcu::synchronize);
            attempt(name + " expedited", rcu::synchronizeExpedited);
            attempt(name + " condSynchronize", () -> rcu.condSynchronize(rcu.getState()));
            attempt(name + " startPoll", () -> rcu.pollState(rcu.startPoll()));
            attempt(name + " barrier", rcu::barrier);
        }
    }

    /** Uses a kernel one of whose steps fails, and closes it. */
    private static void useAndCheck(boolean real, FailTheNth faults) throws InterruptedException {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        KernelRcu kernel = kernel(real, threads, faults);
        Use use = new Use();
        use.use("rcu", kernel.rcu());
        use.use("srcu", kernel.srcu());
        int known = use.thrown.size();
        boolean broken = catchThrowable(kernel.rcu()::getState) instanceof IllegalStateException;
        Use again = new Use();
        again.use("rcu", kernel.rcu());
        again.use("srcu", kernel.srcu());
        if (broken) {
            assertThat(again.thrown).as("of a broken kernel").hasSize(14);
        }
        use.attempt("close rcu", kernel.rcu()::close);
        use.attempt("close srcu", kernel.srcu()::close);
        kernel.close();
        for (Thread thread : threads) {
            thread.join();
        }
        for (Map<String, Throwable> thrown : List.of(use.thrown, again.thrown)) {
            assertThat(thrown).allSatisfy((call, t) -> assertThat(t == faults.thrown()
                    || t instanceof IllegalStateException && t.getCause() == faults.thrown()
                    && t.getMessage().contains("broken")).as(call + " threw " + t).isTrue());
        }
        assertThat(faults.thrown() == null || !broken || known + again.thrown.size() > 0).isTrue();
        boolean told = Stream.concat(use.thrown.keySet().stream(), again.thrown.keySet().stream())
                .anyMatch(call -> call.contains("barrier") || call.contains("close"));
        assertThat(use.ran.get() + again.ran.get() == use.accepted + again.accepted || told)
                .as("accepted callbacks have run, or somebody was told").isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachStepMayFail(boolean real) throws InterruptedException {
        int n = 0;
        FailTheNth faults;
        do {
            faults = new FailTheNth(++n, null);
            useAndCheck(real, faults);
        } while (faults.thrown() != null);
        assertThat(n).isGreaterThan(200);
        Set<Step> never = EnumSet.allOf(Step.class);
        FailTheNth last = faults;
        never.removeIf(step -> last.count(step) > 0);
        assertThat(never).isSubsetOf(real ? Step.ADVANCE : Step.TURN);
    }

    static Stream<Arguments> kindsOfSteps() {
        return Stream.of(true, false).flatMap(real -> Stream.of(Step.ENTER, Step.TICK, Step.TICKED, Step.SRCU_SCAN,
                Step.ENTERED, Step.TAKE).map(step -> Arguments.of(real, step)));
    }

    /** Threads that wait, each in its way and all held up by a reader, when a step of somebody else's fails. */
    @ParameterizedTest(name = "real time {0}, {1}")
    @MethodSource("kindsOfSteps")
    void whoeverWaitsIsTold(boolean real, Step step) throws Exception {
        FailTheNth faults = FailTheNth.later(1, step);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        KernelRcu kernel = kernel(real, threads, faults);
        Map<String, Runnable> waits = new LinkedHashMap<>();
        for (Rcu rcu : List.of(kernel.rcu(), kernel.srcu())) {
            waits.put(rcu + " synchronize", rcu::synchronize);
            waits.put(rcu + " expedited", rcu::synchronizeExpedited);
            waits.put(rcu + " another expedited", rcu::synchronizeExpedited);
            waits.put(rcu + " barrier", rcu::barrier);
            waits.put(rcu + " close", rcu::close);
        }
        List<Throwable> told = new CopyOnWriteArrayList<>();
        List<Thread> waiting = new ArrayList<>();
        try (HeldReader rcu = new HeldReader(kernel.rcu()); HeldReader srcu = new HeldReader(kernel.srcu())) {
            kernel.rcu().call(() -> { });
            kernel.srcu().call(() -> { });
            waits.forEach((name, wait) -> waiting.add(new Thread(() -> told.add(catchThrowable(wait::run)), name)));
            for (Thread thread : waiting) {
                thread.start();
                awaitIn(thread, "rest");
            }
            faults.arm();
            if (step == Step.ENTER || step == Step.ENTERED) {
                assertThat(catchThrowable(kernel.rcu()::getState))
                        .isInstanceOfAny(Injected.class, IllegalStateException.class);
            }
            for (Thread thread : waiting) {
                thread.join();
            }
            rcu.leave(() -> { });
            srcu.leave(() -> { });
        }
        assertThat(told).hasSize(waits.size()).allSatisfy(t -> assertThat(t == faults.thrown()
                || t instanceof IllegalStateException && t.getCause() == faults.thrown()).as("%s", t).isTrue());
        kernel.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /**
     * Waits until a thread is past all checks of a wait; that may take place parked, at a lock, or stepping the
     * machine.
     */
    private static void awaitIn(Thread thread, String method) {
        while (Stream.of(thread.getStackTrace()).noneMatch(f -> f.getClassName().equals(KernelDomain.class.getName())
                && f.getMethodName().equals(method))) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    /**
     * The kernel breaks and closes while a tick thread runs a callback, which uses up what is meant to wake the thread.
     */
    @Test
    void aTickThreadThatRanACallbackMeanwhileEnds() throws InterruptedException {
        FailTheNth faults = FailTheNth.later(1, Step.SRCU_SCAN); // its waiter is never woken, and no tick is due
        List<Thread> threads = new CopyOnWriteArrayList<>();
        KernelRcu kernel = kernel(true, threads, faults);
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        kernel.rcu().call(() -> {
            running.countDown();
            while (!closed.get()) {
                Thread.onSpinWait();
            }
            LockSupport.park(); // returns at once: both have unparked the thread
        });
        running.await();
        faults.arm();
        Throwable told = catchThrowable(kernel.srcu()::synchronizeExpedited);
        assertThat(faults.thrown()).isNotNull().isIn(told, told.getCause()); // by whoever made the step
        assertThat(catchThrowable(kernel::close)).as("a callback is outstanding")
                .isInstanceOf(IllegalStateException.class);
        closed.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** The canary of the two above: a kernel of which no step fails is not told of. */
    @Test
    void aStepThatDoesNotFailBreaksNothing() throws InterruptedException {
        FailTheNth faults = new FailTheNth(Integer.MAX_VALUE, null);
        useAndCheck(false, faults);
        assertThat(faults.thrown()).isNull();
        assertThat(faults.count(Step.TICK)).isPositive();
    }

    /** A callback that was accepted by a kernel that broke: whoever closes it is told, once. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLostCallbackIsToldOfByClose(boolean srcu) {
        FailTheNth faults = FailTheNth.later(1, Step.ENTER);
        KernelRcu kernel = kernel(false, List.of(), faults);
        Rcu rcu = srcu ? kernel.srcu() : kernel.rcu();
        Rcu other = srcu ? kernel.rcu() : kernel.srcu();
        rcu.call(() -> { });
        faults.arm();
        assertThat(catchThrowable(rcu::getState)).isSameAs(faults.thrown()).isNotNull();
        assertThat(catchThrowable(rcu::close)).isInstanceOf(IllegalStateException.class).hasCause(faults.thrown());
        rcu.close();
        other.close();
        assertThat(catchThrowable(rcu::synchronize)).hasMessageContaining("broken").hasCause(faults.thrown());
    }

    /** No thread: whoever asked for a kernel is told, and none is left behind. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aThreadThatCannotBeStartedIsToldAndNoneIsLeft(int n) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        OutOfMemoryError thrown = new OutOfMemoryError("thrown on purpose: no thread");
        assertThat(catchThrowable(() -> KernelRcu.realTime(KernelParameters.defaults(1000, 1), body -> {
            Thread thread = threads.size() + 1 == n ? new Thread(body) {
                @Override
                public void start() {
                    throw thrown;
                }
            } : new Thread(body);
            threads.add(thread);
            return thread;
        }, FaultInjection.NONE))).isSameAs(thrown);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
        try (KernelRcu next = KernelRcu.realTime(KernelParameters.defaults(1000, 1))) {
            next.rcu().synchronize();
        }
    }
}
