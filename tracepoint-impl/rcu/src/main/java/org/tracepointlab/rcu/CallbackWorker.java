package org.tracepointlab.rcu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs callbacks after a grace period, and grace periods that somebody polls for, on one daemon thread that starts at
 * its first use. All methods are thread-safe; none waits but {@link #barrier}, {@link #awaitGracePeriod} and
 * {@link #close}.
 *
 * <p>A grace period that throws is tried again, {@value #TRIES} times in a row at most; its callbacks wait for it. Then
 * the domain is broken ({@link ReaderDomain#markBroken}), and the callbacks are kept but never run. Whoever waits for
 * one looks every {@value #LOOK_MILLIS} ms whether it may still run.
 *
 * <p>The thread parks outside of the lock; a permit given in between is not lost. The lock is a monitor: leaving one
 * cannot fail, where the stack ends. In each method what may throw comes first, and what counts is one last step: a
 * callback whose {@link #add} threw is not there.
 */
final class CallbackWorker {

    private static final int TRIES = 3;
    private static final long LOOK_MILLIS = 100;

    private final String name;
    private final GracePeriodEngine<?> domain;
    private final ThreadFactory threads;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object lock = new Object();

    // guarded by lock
    private List<Runnable> queue = new ArrayList<>();
    private boolean closing;
    private boolean started;
    private boolean startFailed;
    // written under lock; read by anyone
    private volatile boolean polled;
    private volatile Thread thread;

    // of the worker's thread
    private List<Runnable> batch;
    private int failures;

    /**
     * @param name    the thread's name
     * @param domain  whose grace periods they are
     * @param threads makes the thread
     */
    CallbackWorker(String name, GracePeriodEngine<?> domain, ThreadFactory threads) {
        this.name = name;
        this.domain = domain;
        this.threads = threads;
        // Made here and not by whoever needs it first: a thread keeps hold of the classes that made it (up to JDK 23).
        this.thread = newThread();
    }

    private Thread newThread() {
        Thread made = threads.newThread(this::run);
        made.setName(name);
        made.setDaemon(true);
        made.setContextClassLoader(null);
        return made;
    }

    /**
     * Runs the callback after a grace period that begins after this call. Where this throws, the callback is not there.
     */
    void add(Runnable callback) {
        synchronized (lock) {
            checkOpen();
            wake();
            queue.add(callback); // woken before that: the worker sees it once the lock is free
        }
    }

    private void checkOpen() {
        domain.checkNotBroken();
        if (closing) {
            throw new IllegalStateException("expected an open RCU domain, found a closed one: " + domain);
        }
    }

    /**
     * Makes sure that a grace period begins after this call. If one is asked for and has not begun, that one will do:
     * the worker takes the request back before it begins, so who still finds it there comes before that (a volatile
     * load, and the partner is the volatile store in {@link #take}). Then this costs no lock and wakes nobody.
     */
    void requestGracePeriod() {
        if (polled) {
            return;
        }
        synchronized (lock) {
            checkOpen();
            wake();
            polled = true;
        }
    }

    private void wake() {
        if (!started) {
            start();
        }
        LockSupport.unpark(thread);
    }

    /**
     * Starts the thread. One that did not start is replaced next time; one that did, although its start threw, is kept.
     */
    private void start() {
        if (thread.getState() == Thread.State.NEW) {
            if (startFailed) {
                thread = newThread();
            }
            startFailed = true;
            thread.start();
        }
        started = true;
    }

    /** Whether the caller is a callback. */
    boolean isInside() {
        return Thread.currentThread() == thread;
    }

    /**
     * Checks that the caller is not a callback, which would wait for itself.
     *
     * @throws IllegalStateException if it is
     */
    void checkNotInside() {
        if (isInside()) {
            throw new IllegalStateException("expected a thread other than " + name
                    + ", found a callback that runs on it:"
                    + " a callback cannot wait for callbacks");
        }
    }

    /**
     * Waits until every callback added before has run. Not interruptible; an interrupt is kept.
     *
     * @throws IllegalStateException from a callback, or if the domain broke meanwhile
     */
    void barrier() {
        checkNotInside();
        CountDownLatch ran = new CountDownLatch(1);
        add(ran::countDown);
        awaitSettled(ran);
        checkRan(ran);
    }

    /**
     * Waits for a grace period that begins after this call.
     *
     * @throws InterruptedException  if the thread was interrupted
     * @throws IllegalStateException as {@link #barrier}
     */
    void awaitGracePeriod() throws InterruptedException {
        checkNotInside();
        CountDownLatch elapsed = new CountDownLatch(1);
        add(elapsed::countDown);
        while (!isSettled(elapsed)) {
            // looks again
        }
        checkRan(elapsed);
    }

    /**
     * Waits for a while. Returns whether more would be in vain: it has been counted down, or nobody is left to do so.
     */
    private boolean isSettled(CountDownLatch latch) throws InterruptedException {
        return latch.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) || !thread.isAlive();
    }

    private void awaitSettled(CountDownLatch latch) {
        boolean interrupted = false;
        boolean settled = false;
        try {
            while (!settled) {
                try {
                    settled = isSettled(latch);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * The thread ends when it is closed and has run everything, or when the domain broke: then nothing is run any more.
     */
    private void checkRan(CountDownLatch latch) {
        if (latch.getCount() != 0) {
            domain.checkNotBroken();
            throw new IllegalStateException("expected the thread " + name
                    + " alive, found that it has ended: callbacks of "
                    + domain + " do not run any more");
        }
    }

    /** Runs what is queued and ends the thread. May be called again, after a call that threw too. */
    void close() {
        synchronized (lock) {
            closing = true;
            if (thread.getState() == Thread.State.NEW) {
                return; // nothing was ever accepted
            }
            LockSupport.unpark(thread);
        }
        awaitSettled(ended);
    }

    private void run() {
        try {
            while (runBatch()) {
                // its callbacks are referred to in its own frame only: one that waits for the next keeps none of them
                // alive
            }
        } finally {
            ended.countDown();
        }
    }

    /** Whether there may be another one. */
    private boolean runBatch() {
        try {
            if (!awaitBatch()) {
                return false;
            }
        } catch (Throwable t) {
            return ++failures < TRIES || giveUp(t);
        }
        failures = 0;
        List<Runnable> ready = batch;
        batch = null;
        for (int i = 0; i < ready.size(); i++) {
            Callbacks.run(ready.get(i));
        }
        return true;
    }

    private boolean giveUp(Throwable cause) {
        int left = batch == null ? 0 : batch.size();
        synchronized (lock) { // what was added before is counted; what comes later is refused
            domain.markBroken(cause);
            left += queue.size();
        }
        try {
            System.getLogger("org.tracepointlab.rcu").log(System.Logger.Level.ERROR, domain + " is broken: " + TRIES
                    + " grace periods in a row failed, " + left + " callbacks will not run", cause);
        } catch (Throwable ignored) {
            // whoever calls is told anyway
        }
        return false;
    }

    /** Takes a batch, unless an earlier one still waits for its grace period, and waits for that; false at the end. */
    private boolean awaitBatch() {
        Resting resting = Resting.begin(); // a callback may have registered this thread, in any domain
        try {
            if (batch == null) {
                batch = take();
            }
            if (batch == null) {
                return false;
            }
            domain.gracePeriod();
            return true;
        } finally {
            resting.end();
        }
    }

    /**
     * The queued callbacks (none where only a grace period was asked for), or null at the end. An interrupt is kept.
     */
    private List<Runnable> take() {
        boolean interrupted = false;
        List<Runnable> taken = tryTake();
        while (taken == null && !isClosing()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
            taken = tryTake();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return taken;
    }

    private List<Runnable> tryTake() {
        List<Runnable> next = new ArrayList<>();
        synchronized (lock) {
            if (queue.isEmpty() && !polled) {
                return null;
            }
            List<Runnable> taken = queue;
            queue = next;
            polled = false;
            return taken;
        }
    }

    private boolean isClosing() {
        synchronized (lock) {
            return closing && queue.isEmpty() && !polled;
        }
    }
}
