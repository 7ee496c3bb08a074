package org.tracepointlab.rcu.kernel;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.tracepointlab.rcu.Callbacks;
import org.tracepointlab.rcu.kernel.FaultInjection.Step;

/**
 * What moves the machine: a source of ticks, and the lock under which everything happens. Thread-safe.
 *
 * <p>The machine's steps are written for the case that nothing fails. So a step that throws, for want of memory say,
 * breaks the machine: it is not stepped any more, whoever waits for it is told, and so is whoever comes later, with
 * what was thrown first as the cause. What throws before the first effect of a step leaves the machine as it was: a
 * refusal, the lack of stack ({@link StackHeadroom}), a stall reporter, an action of {@link VirtualTime#at}.
 */
abstract class TickDriver implements AutoCloseable {

    private static final Runnable REFUSES_NOTHING = () -> { };

    final ReentrantLock lock = new ReentrantLock();
    final Machine machine;
    final FaultInjection faults;
    final long tickNanos;
    final Waiter.Queue waiters = new Waiter.Queue();
    // The CPU of the callback that a thread runs, or null outside of one.
    private final ThreadLocal<Integer> callbackCpu = new ThreadLocal<>();
    private volatile Throwable broken; // what broke the machine, or null; written under the lock
    private Consumer<Throwable> whenBroken = cause -> { }; // changed before the driver is used

    TickDriver(Machine machine) {
        this.machine = machine;
        this.faults = machine.faults();
        this.tickNanos = machine.parameters().tickNanos();
    }

    // A broken machine

    /**
     * Checks that the machine can go on.
     *
     * @throws IllegalStateException if it is broken; the cause says by what
     */
    final void checkNotBroken() {
        Throwable cause = broken;
        if (cause != null) {
            throw new IllegalStateException(
                    "expected a kernel that works, found one that is broken: a step of its grace"
                    + " periods threw " + cause
                    + "; its grace periods and callbacks will never end, make a new one", cause);
        }
    }

    final boolean isBroken() {
        return broken != null;
    }

    /** Also does this when the machine breaks, with what broke it, under the lock; it must not throw. */
    final void whenBroken(Consumer<Throwable> action) {
        whenBroken = whenBroken.andThen(action);
    }

    /**
     * A step threw: the machine is broken, and whoever waits is told. Called under the lock. Allocates nothing, since
     * that may be what failed; the caller throws on.
     */
    final void fail(Throwable thrown) {
        if (broken == null) {
            broken = thrown;
            waiters.unpark();
            wakeThreads();
            whenBroken.accept(thrown);
        }
    }

    /**
     * Takes the lock. Unlike {@link ReentrantLock#lock()}, it works where there is no memory for a place in the queue.
     */
    final void lockSurely() {
        try {
            lock.lock();
        } catch (OutOfMemoryError e) {
            while (!lock.tryLock()) {
                Thread.onSpinWait();
            }
        }
    }

    // Entering it

    /** Does something to the machine, which may give it work. */
    final void enter(Consumer<Machine> action) {
        enter(REFUSES_NOTHING, action);
    }

    /** As {@link #enter(Consumer)}, unless the check, made under the lock, refuses by throwing. */
    final void enter(Runnable check, Consumer<Machine> action) {
        query(check, m -> {
            action.accept(m);
            return 0;
        });
    }

    /** As {@link #enter(Consumer)}, for what a broken machine does not need: then it does nothing. */
    final void enterUnlessBroken(Consumer<Machine> action) {
        try {
            enter(action);
        } catch (IllegalStateException e) {
            if (!isBroken()) {
                throw e;
            }
        }
    }

    /** As {@link #enter(Consumer)}, with an answer. */
    final long query(ToLongFunction<Machine> action) {
        return query(REFUSES_NOTHING, action);
    }

    private long query(Runnable check, ToLongFunction<Machine> action) {
        StackHeadroom.forEntry();
        lock.lock();
        try {
            checkNotBroken();
            check.run();
            return act(action);
        } finally {
            lock.unlock();
        }
    }

    private long act(ToLongFunction<Machine> action) {
        try {
            faults.at(Step.ENTER);
            catchUp();
            long answer = action.applyAsLong(machine);
            kick();
            faults.at(Step.ENTERED);
            return answer;
        } catch (Throwable t) {
            fail(t);
            throw t;
        }
    }

    /** Looks at the machine without giving it anything to do, broken or not. */
    final <T> T look(Function<Machine, T> question) {
        StackHeadroom.forEntry();
        lock.lock();
        try {
            return question.apply(machine);
        } finally {
            lock.unlock();
        }
    }

    // Waiting for it

    /**
     * Blocks the calling thread, which stands on this CPU, until the machine wakes it. Not interruptible; an interrupt
     * is kept.
     *
     * @param start begins what the thread waits for, and sees to it that the waiter is woken
     * @param stall reports if it takes long
     * @throws IllegalStateException if the machine is broken, or breaks meanwhile
     */
    abstract void await(int cpu, Consumer<Waiter> start, Stall stall);

    /**
     * Lets something happen while a reader is waited for: returns when it may have left. Unparking the thread ends it
     * early.
     *
     * @param cpu   where the calling thread stands
     * @param stall reports if it takes long
     */
    abstract void pause(int cpu, Stall stall);

    /** Begins a wait, under the lock. */
    final void begin(Waiter waiter, Consumer<Waiter> start) {
        try {
            faults.at(Step.AWAIT);
            catchUp();
            waiters.add(waiter);
            waiter.cpu.vacate();
            start.accept(waiter);
            faults.at(Step.AWAITED);
            begun();
        } catch (Throwable t) {
            fail(t);
            throw t;
        }
    }

    /** A wait has begun, and nothing has happened since; called under the lock. */
    void begun() {
    }

    /** Does one thing that can be done now; called under the lock. Returns whether there was one. */
    final boolean step() {
        try {
            return machine.step();
        } catch (Throwable t) {
            fail(t);
            throw t;
        }
    }

    // Callbacks

    /**
     * Checks that the calling thread is not running a callback: what it would wait for waits for the callback.
     *
     * @throws IllegalStateException if it is
     */
    final void checkNotInCallback() {
        if (callbackCpu() != null) {
            throw new IllegalStateException("expected a thread outside of callbacks, found a callback on CPU "
                    + callbackCpu() + ": it cannot wait for a grace period of its kernel, which waits for it");
        }
    }

    /** The CPU of the callback that the calling thread runs, or null if it runs none. */
    final Integer callbackCpu() {
        return callbackCpu.get();
    }

    /**
     * Runs one callback of a user if one is ready; called under the lock, which is released meanwhile, however often it
     * is held. Returns whether there was one.
     */
    final boolean invokeOne() {
        try {
            faults.at(Step.TAKE);
            Machine.Invocation next = machine.takeInvocation();
            if (next == null) {
                return false;
            }
            invoke(next);
            faults.at(Step.RETURNED);
            return true;
        } catch (Throwable t) {
            fail(t);
            throw t;
        }
    }

    private void invoke(Machine.Invocation next) {
        Integer outer = callbackCpu();
        callbackCpu.set(next.cpu());
        beginCallback();
        try {
            faults.at(Step.TAKEN);
            outside(() -> Callbacks.run(next.body()));
        } finally {
            endCallback();
            if (outer == null) {
                callbackCpu.remove();
            } else {
                callbackCpu.set(outer);
            }
            machine.invoked(next);
        }
    }

    /** A callback is about to be run by the calling thread; called under the lock. */
    void beginCallback() {
    }

    /** It has returned; called under the lock. */
    void endCallback() {
    }

    /** Does something with the lock released, and takes it again as often as it was held. */
    final void outside(Runnable action) {
        int holds = lock.getHoldCount();
        for (int i = 0; i < holds; i++) {
            lock.unlock();
        }
        try {
            action.run();
        } finally {
            for (int i = 0; i < holds; i++) {
                lockSurely();
            }
        }
    }

    /** Brings the machine's clock up to date; called under the lock. */
    abstract void catchUp();

    /** Makes sure that new work is seen; called under the lock. */
    abstract void kick();

    /** Makes the driver's threads look around; called under the lock. */
    abstract void wakeThreads();

    abstract TickStatistics statistics();

    @Override
    public abstract void close();
}
