package org.tracepointlab.rcu.kernel;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What moves the machine: a source of ticks, and the lock under which everything happens. Thread-safe.
 */
abstract class TickDriver implements AutoCloseable {

    final ReentrantLock lock = new ReentrantLock();
    final Machine machine;
    final long tickNanos;

    TickDriver(KernelParameters parameters) {
        this.machine = new Machine(parameters);
        this.tickNanos = parameters.tickNanos();
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
     */
    abstract void await(int cpu, Consumer<Waiter> start);

    /** Whether the calling thread is inside the machine, running a callback. */
    final boolean insideMachine() {
        return lock.isHeldByCurrentThread();
    }

    /** Brings the machine's clock up to date; called under the lock. */
    abstract void catchUp();

    /** Makes sure that new work is seen; called under the lock. */
    abstract void kick();

    abstract TickStatistics statistics();

    @Override
    public abstract void close();
}
