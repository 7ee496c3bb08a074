package org.tracepointlab.rcu.kernel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Ticks by the monotonic clock: one daemon thread with absolute deadlines, so that being late once does not make the next
 * one late. It sleeps for as long as all ticks are stopped.
 *
 * <p>A thread that blocks runs what is queued on its CPU before it parks, as a CPU goes on with its run queue when a task
 * blocks. Only the tick thread advances jiffies, but for the time in which all ticks are stopped.
 */
final class RealTickDriver extends TickDriver implements Runnable {

    private final long epoch = System.nanoTime();
    private final Thread thread = new Thread(this, "kernel-tick");

    // guarded by lock
    private long sleepsUntil = Long.MIN_VALUE;
    private boolean closed;
    private long ticks;
    private long lateTicks;
    private long lostJiffies;
    private long maxLateness;

    RealTickDriver(KernelParameters parameters) {
        super(parameters);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // it has no need of the caller's, and may outlive it
        thread.setPriority(Thread.MAX_PRIORITY);
    }

    void start() {
        thread.start();
    }

    private long now() {
        return System.nanoTime() - epoch;
    }

    @Override
    void await(int cpu, Consumer<Waiter> start) {
        Waiter waiter;
        lock.lock();
        try {
            catchUp();
            waiter = new Waiter(machine.cpu(cpu));
            machine.cpu(cpu).vacate();
            start.accept(waiter);
            runQueues();
            kick();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (!waiter.isAwake()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    void catchUp() {
        long now = now();
        machine.moveTo(now);
        machine.skipTo(now / tickNanos);
    }

    @Override
    void kick() {
        if (nextDeadline() < sleepsUntil) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void run() {
        while (true) {
            long deadline;
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                tickIfDue();
                runQueues();
                deadline = nextDeadline();
                sleepsUntil = deadline;
            } finally {
                lock.unlock();
            }
            if (deadline == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, Math.max(0, deadline - now()));
            }
        }
    }

    private void tickIfDue() {
        long now = now();
        machine.moveTo(now);
        long jiffy = now / tickNanos;
        long due = machine.nextTickJiffy();
        if (due <= jiffy) {
            long lateness = now - due * tickNanos;
            ticks++;
            lateTicks += jiffy > due ? 1 : 0;
            lostJiffies += jiffy - due;
            maxLateness = Math.max(maxLateness, lateness);
            machine.tick(jiffy);
        } else {
            machine.skipTo(jiffy);
        }
    }

    private void runQueues() {
        while (machine.step()) {
            machine.moveTo(now());
        }
    }

    private long nextDeadline() {
        long jiffy = machine.nextTickJiffy();
        long tick = jiffy == Long.MAX_VALUE ? Long.MAX_VALUE : jiffy * tickNanos;
        return Math.min(tick, machine.nextRunNanos());
    }

    @Override
    TickStatistics statistics() {
        lock.lock();
        try {
            return new TickStatistics(ticks, lateTicks, lostJiffies, maxLateness);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(thread);
    }
}
