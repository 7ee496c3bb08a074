package org.tracepointlab.rcu.kernel;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.tracepointlab.rcu.Callbacks;
import org.tracepointlab.rcu.StallReport;
import org.tracepointlab.rcu.StallWatch;

/**
 * What moves the machine: a source of ticks, and the lock under which everything happens. Thread-safe.
 */
abstract class TickDriver implements AutoCloseable {

    /** A wait's clock, and who holds it up; neither is asked under the lock. */
    record Stall(StallWatch watch, Supplier<List<StallReport.Holder>> holders) {

        long nanosLeft() {
            return watch.nanosLeft();
        }

        void check() {
            watch.check(holders);
        }
    }

    final ReentrantLock lock = new ReentrantLock();
    final Machine machine;
    final long tickNanos;
    // The CPU of the callback that a thread runs, or null outside of one.
    private final ThreadLocal<Integer> callbackCpu = new ThreadLocal<>();

    TickDriver(Machine machine) {
        this.machine = machine;
        this.tickNanos = machine.parameters().tickNanos();
    }

    /** Does something to the machine, which may give it work. */
    final void enter(Consumer<Machine> action) {
        query(m -> {
            action.accept(m);
            return 0;
        });
    }

    /** As {@link #enter}, with an answer. */
    final long query(ToLongFunction<Machine> action) {
        lock.lock();
        try {
            catchUp();
            long answer = action.applyAsLong(machine);
            kick();
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks the calling thread, which stands on this CPU, until the machine wakes it. Not interruptible; an interrupt is
     * kept.
     *
     * @param start begins what the thread waits for, and sees to it that the waiter is woken
     * @param stall reports if it takes long
     */
    abstract void await(int cpu, Consumer<Waiter> start, Stall stall);

    /**
     * Lets something happen while a reader is waited for: returns when it may have left. Unparking the thread ends it early.
     *
     * @param cpu   where the calling thread stands
     * @param stall reports if it takes long
     * @return whether the thread was interrupted meanwhile
     */
    abstract boolean pause(int cpu, Stall stall);

    /** Looks at the machine without giving it anything to do. */
    final <T> T look(Function<Machine, T> question) {
        lock.lock();
        try {
            return question.apply(machine);
        } finally {
            lock.unlock();
        }
    }

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
     * Runs one callback of a user if one is ready; called under the lock, which is released meanwhile, however often it is
     * held. Returns whether there was one.
     */
    final boolean invokeOne() {
        Machine.Invocation next = machine.takeInvocation();
        if (next == null) {
            return false;
        }
        Integer outer = callbackCpu();
        callbackCpu.set(next.cpu());
        beginCallback();
        try {
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
        return true;
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
                lock.lock();
            }
        }
    }

    /** Brings the machine's clock up to date; called under the lock. */
    abstract void catchUp();

    /** Makes sure that new work is seen; called under the lock. */
    abstract void kick();

    abstract TickStatistics statistics();

    @Override
    public abstract void close();
}
