package org.tracepointlab.rcu.kernel;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.tracepointlab.rcu.kernel.FaultInjection.Step;

/**
 * Ticks by the monotonic clock: one daemon thread with absolute deadlines, so that being late once does not make the
 * next one late. It sleeps for as long as all ticks are stopped.
 *
 * <p>A thread that blocks runs what is queued on its CPU before it parks, as a CPU goes on with its run queue when a
 * task blocks. Only the tick thread advances jiffies, but for the time in which all ticks are stopped; and only the
 * tick thread runs callbacks, since an updater may hold locks that they want.
 *
 * <p>There are two threads, of which one has the ticks at any time. It runs callbacks itself, since waking a worker for
 * each would be late by more than they take, and gives the ticks to the other for as long as one runs. So a callback
 * that blocks does not stop the ticks. Callbacks run one at a time.
 */
final class RealTickDriver extends TickDriver implements Runnable {

    private static final long LIVENESS_NANOS = 100_000_000; // how soon a reader's death is noticed

    private final long epoch = System.nanoTime();
    private final Thread first;
    private final Thread second;

    // guarded by lock
    private Thread ticker;
    private long sleepsUntil = Long.MIN_VALUE; // of the ticker
    private boolean invoking;
    private boolean closed;
    private long ticks;
    private long lateTicks;
    private long lostJiffies;
    private long maxLateness;

    RealTickDriver(Machine machine, ThreadFactory threads) {
        super(machine);
        first = thread(threads, "kernel-tick");
        second = thread(threads, "kernel-tick-2");
        ticker = first;
    }

    /** A thread that takes nothing along from the one that makes it. */
    static Thread newThread(Runnable body) {
        return new Thread(null, body, "", 0, false);
    }

    private Thread thread(ThreadFactory threads, String name) {
        Thread thread = threads.newThread(this);
        thread.setName(name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // it has no need of the caller's, and may outlive it
        thread.setPriority(Thread.MAX_PRIORITY);
        return thread;
    }

    /** Starts the threads, or throws and leaves none behind. */
    void start() {
        try {
            first.start();
            second.start();
        } catch (Throwable t) {
            close();
            throw t;
        }
    }

    private long now() {
        return System.nanoTime() - epoch;
    }

    @Override
    void await(int cpu, Consumer<Waiter> start, Stall stall) {
        Waiter waiter = new Waiter(machine.cpu(cpu), waiters);
        lock.lock();
        try {
            checkNotClosed();
            checkNotBroken();
            begin(waiter, start);
        } finally {
            lock.unlock();
        }
        try {
            while (!waiter.isAwake()) {
                checkNotBroken(); // before it parks: whoever breaks the machine unparks it afterwards
                stall.park(this, Long.MAX_VALUE);
            }
        } finally {
            stall.end();
        }
    }

    @Override
    void begun() {
        runQueues();
        kick();
    }

    private void checkNotClosed() {
        if (closed) {
            throw new IllegalStateException("expected an open kernel, found a closed one: its ticks have stopped");
        }
    }

    @Override
    void pause(int cpu, Stall stall) {
        stall.park(this, LIVENESS_NANOS);
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

    /** The life of a tick thread. Whatever ends it but a close breaks the machine: its ticks would stop unnoticed. */
    @Override
    public void run() {
        try {
            while (turn()) {
                // goes on
            }
        } catch (Throwable t) {
            die(t);
        }
    }

    private void die(Throwable thrown) {
        lockSurely();
        try {
            fail(thrown);
        } finally {
            lock.unlock();
        }
        System.getLogger(RealTickDriver.class.getName()).log(System.Logger.Level.ERROR,
                "a kernel is broken: " + Thread.currentThread().getName() + " threw", thrown);
    }

    /** Does what is due, and waits until something is. Returns whether there will be a next turn. */
    private boolean turn() {
        faults.at(Step.TURN);
        long deadline;
        lockSurely();
        try {
            if (isBroken()) {
                return false;
            }
            deadline = Thread.currentThread() == ticker ? goOn() : Long.MAX_VALUE;
            if (isBroken()) { // while a callback ran, without the lock; what woke this thread since may be gone
                return false;
            }
            if (closed && waiters.isEmpty()) {
                LockSupport.unpark(other());
                return false;
            }
        } catch (Throwable t) {
            fail(t); // before anybody else has the lock
            throw t;
        } finally {
            lock.unlock();
        }
        Stall.parkResting(this, deadline == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, deadline - now()));
        return true;
    }

    /** What the ticker does whenever it wakes up. Returns when it has to again. */
    private long goOn() {
        runAll(); // what an updater has left here is of the jiffy before
        if (!isBroken()) {
            tickIfDue();
            runAll();
        }
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
        while (step()) {
            machine.moveTo(now());
        }
    }

    /** What {@link #runQueues} does, and callbacks. */
    private void runAll() {
        do {
            runQueues();
            machine.moveTo(now());
        } while (!invoking && invokeOne() && !isBroken()); // callbacks run without the lock
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
        wakeThreads();
    }

    @Override
    void wakeThreads() {
        LockSupport.unpark(first);
        LockSupport.unpark(second);
    }
}
