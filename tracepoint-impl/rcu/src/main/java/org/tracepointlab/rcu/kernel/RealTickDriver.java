package org.tracepointlab.rcu.kernel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Ticks by the monotonic clock: one daemon thread with absolute deadlines, so that being late once does not make the next
 * one late. It sleeps for as long as all ticks are stopped.
 *
 * <p>A thread that blocks runs what is queued on its CPU before it parks, as a CPU goes on with its run queue when a task
 * blocks. Only the tick thread advances jiffies, but for the time in which all ticks are stopped; and only the tick thread
 * runs callbacks, since an updater may hold locks that they want.
 *
 * <p>There are two threads, of which one has the ticks at any time. It runs callbacks itself, since waking a worker for each
 * would be late by more than they take, and gives the ticks to the other for as long as one runs. So a callback that blocks
 * does not stop the ticks. Callbacks run one at a time.
 */
final class RealTickDriver extends TickDriver implements Runnable {

    private static final long LIVENESS_NANOS = 100_000_000; // how soon a reader's death is noticed

    private final long epoch = System.nanoTime();
    private final Thread first = thread("kernel-tick");
    private final Thread second = thread("kernel-tick-2");

    // guarded by lock
    private Thread ticker = first;
    private long sleepsUntil = Long.MIN_VALUE; // of the ticker
    private boolean invoking;
    private boolean closed;
    private int waiters;
    private long ticks;
    private long lateTicks;
    private long lostJiffies;
    private long maxLateness;

    RealTickDriver(KernelParameters parameters) {
        super(new Machine(parameters));
    }

    private Thread thread(String name) {
        Thread thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // it has no need of the caller's, and may outlive it
        thread.setPriority(Thread.MAX_PRIORITY);
        return thread;
    }

    void start() {
        first.start();
        second.start();
    }

    private long now() {
        return System.nanoTime() - epoch;
    }

    @Override
    void await(int cpu, Consumer<Waiter> start, Stall stall) {
        Waiter waiter;
        lock.lock();
        try {
            checkNotClosed();
            catchUp();
            waiter = new Waiter(machine.cpu(cpu), this::left);
            waiters++;
            machine.cpu(cpu).vacate();
            start.accept(waiter);
            runQueues();
            kick();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (!waiter.isAwake()) {
            LockSupport.parkNanos(this, stall.nanosLeft());
            interrupted |= Thread.interrupted();
            stall.check();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void checkNotClosed() {
        if (closed) {
            throw new IllegalStateException("expected an open kernel, found a closed one: its ticks have stopped");
        }
    }

    private void left() {
        waiters--;
    }

    @Override
    boolean pause(int cpu, Stall stall) {
        LockSupport.parkNanos(this, Math.min(LIVENESS_NANOS, stall.nanosLeft()));
        boolean interrupted = Thread.interrupted();
        stall.check();
        return interrupted;
    }

    @Override
    void catchUp() {
        long now = now();
        machine.moveTo(now);
        machine.skipTo(now / tickNanos);
    }

    @Override
    void kick() {
        if (nextDeadline() < sleepsUntil || !invoking && machine.hasInvocations()) {
            LockSupport.unpark(ticker);
        }
    }

    @Override
    public void run() {
        while (true) {
            long deadline;
            lock.lock();
            try {
                deadline = Thread.currentThread() == ticker ? goOn() : Long.MAX_VALUE;
                if (closed && waiters == 0) {
                    LockSupport.unpark(other());
                    return;
                }
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

    /** What the ticker does whenever it wakes up. Returns when it has to again. */
    private long goOn() {
        runAll(); // what an updater has left here is of the jiffy before
        tickIfDue();
        runAll();
        sleepsUntil = nextDeadline();
        return sleepsUntil;
    }

    private Thread other() {
        return Thread.currentThread() == first ? second : first;
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

    /** What {@link #runQueues} does, and callbacks. */
    private void runAll() {
        do {
            runQueues();
            machine.moveTo(now());
        } while (!invoking && invokeOne());
    }

    @Override
    void beginCallback() {
        invoking = true;
        giveTicksTo(other());
        LockSupport.unpark(ticker);
    }

    @Override
    void endCallback() {
        invoking = false;
        giveTicksTo(Thread.currentThread());
    }

    private void giveTicksTo(Thread thread) {
        ticker = thread;
        sleepsUntil = Long.MIN_VALUE; // it is about to look
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
        LockSupport.unpark(first);
        LockSupport.unpark(second);
    }
}
