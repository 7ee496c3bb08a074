package org.tracepointlab.rcu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs callbacks after a grace period, and grace periods that somebody polls for, on one daemon thread that starts at its
 * first use. All methods are thread-safe; none waits but {@link #barrier} and {@link #close}.
 */
final class CallbackWorker {

    private final String name;
    private final Runnable gracePeriod;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();

    // guarded by lock
    private List<Runnable> queue = new ArrayList<>();
    private boolean closing;
    // written under lock; read by anyone
    private volatile boolean polled;

    private boolean started;

    private final Thread thread;

    /**
     * @param name        the thread's name
     * @param gracePeriod waits for one grace period of the domain
     */
    CallbackWorker(String name, Runnable gracePeriod) {
        this.name = name;
        this.gracePeriod = gracePeriod;
        // Made here and not by whoever needs it first: a thread keeps hold of the classes that made it (up to JDK 23).
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    /** Runs the callback after a grace period that begins after this call. */
    void add(Runnable callback) {
        lock.lock();
        try {
            if (closing) {
                throw new IllegalStateException("expected an open RCU domain, found a closed one: " + name);
            }
            queue.add(callback);
            wake();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes sure that a grace period begins after this call. If one is asked for and has not begun, that one will do: the
     * worker takes the request back before it begins, so who still finds it there comes before that (a volatile load, and
     * the partner is the volatile store in {@link #take}). Then this costs no lock and wakes nobody.
     */
    void requestGracePeriod() {
        if (polled) {
            return;
        }
        lock.lock();
        try {
            polled = true;
            wake();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Checks that the caller is not a callback, which would wait for itself.
     *
     * @throws IllegalStateException if it is
     */
    void checkNotInside() {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("expected a thread other than " + name + ", found a callback that runs on it:"
                    + " a callback cannot wait for callbacks");
        }
    }

    /**
     * Waits until every callback added before has run. Not interruptible; an interrupt is kept.
     *
     * @throws IllegalStateException from a callback
     */
    void barrier() {
        checkNotInside();
        CountDownLatch ran = new CountDownLatch(1);
        add(ran::countDown);
        boolean interrupted = false;
        while (true) {
            try {
                ran.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs what is queued and ends the thread. Called once. */
    void close() {
        if (hasThread()) {
            barrier();
        }
        lock.lock();
        try {
            closing = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasThread() {
        lock.lock();
        try {
            closing = !started;
            return started;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        if (!started) {
            started = true;
            thread.start();
        }
        work.signal();
    }

    private void run() {
        while (runBatch()) {
            // its callbacks are referred to in its own frame only: one that waits for the next keeps none of them alive
        }
    }

    private boolean runBatch() {
        List<Runnable> batch = take();
        if (batch == null) {
            return false;
        }
        gracePeriod.run();
        batch.forEach(Callbacks::run);
        return true;
    }

    /** The queued callbacks (none where only a grace period was asked for), or null at the end. */
    private List<Runnable> take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !polled) {
                if (closing) {
                    return null;
                }
                work.awaitUninterruptibly();
            }
            List<Runnable> batch = queue;
            queue = new ArrayList<>();
            polled = false;
            return batch;
        } finally {
            lock.unlock();
        }
    }
}
