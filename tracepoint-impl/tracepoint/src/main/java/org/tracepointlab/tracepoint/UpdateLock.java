package org.tracepointlab.tracepoint;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.tracepointlab.rcu.Resting;

/**
 * A lock of one owner, reentrant, that can be taken over from an owner that has died. Waiting for it is not
 * interruptible, and keeps an interrupt for later.
 *
 * <p>Orderings, and what each pairs with:
 * <ol>
 * <li>The owner's name is stored and compared as a volatile: what an owner wrote before it let go is seen by the next
 *     one.
 * <li>A waiter enters the queue and then looks at the owner; an owner lets go and then looks at the queue. Both are
 *     volatile accesses, so at least one sees the other: the waiter finds the lock free, or it is unparked.
 * <li>What a dead owner wrote is seen by whoever found it dead ({@link Thread#isAlive}: its end happens-before that).
 * </ol>
 */
final class UpdateLock {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Consumer<Thread> takenOver;
    private final AtomicReference<Thread> owner = new AtomicReference<>();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean mayDieWithIt;
    private int holds; // the owner's

    /** @param takenOver is told of an owner that died with the lock, by the next one, before that does anything else */
    UpdateLock(Consumer<Thread> takenOver) {
        this.takenOver = takenOver;
    }

    boolean isMine() {
        return owner.get() == Thread.currentThread();
    }

    void lock() {
        if (!isMine()) {
            Thread me = Thread.currentThread();
            if (!owner.compareAndSet(null, me)) {
                await(me);
            }
        }
        holds++;
    }

    void unlock() {
        if (--holds == 0) {
            owner.set(null); // ordering 1
            wakeFirst();
        }
    }

    /**
     * Says whether the owner leaves code of this package while it holds the lock, and so may end without letting go:
     * then the first that waits looks at it now and again. Said by the owner.
     */
    void mayDieWithIt(boolean value) {
        mayDieWithIt = value;
        if (value) {
            wakeFirst();
        }
    }

    private void wakeFirst() {
        Thread first = waiting.peek();
        if (first != null) {
            LockSupport.unpark(first);
        }
    }

    private void await(Thread me) {
        try {
            waiting.add(me);
            park(me);
            waiting.remove(me);
        } catch (Throwable thrown) {
            waiting.remove(me);
            if (isMine()) {
                owner.set(null);
            }
            wakeFirst(); // it may have been this one's turn
            throw thrown;
        }
    }

    /** The owner may be waiting for a reader that this thread is: so it rests. */
    private void park(Thread me) {
        boolean interrupted = false;
        Resting resting = Resting.begin();
        try {
            while (!take(me)) {
                if (mayDieWithIt && waiting.peek() == me) {
                    LockSupport.parkNanos(this, LOOK_NANOS);
                } else {
                    LockSupport.park(this);
                }
                interrupted |= Thread.interrupted();
            }
        } finally {
            resting.end();
            if (interrupted) {
                me.interrupt();
            }
        }
    }

    private boolean take(Thread me) {
        Thread now = owner.get();
        if (now == null) {
            return owner.compareAndSet(null, me);
        }
        if (now.isAlive() || !owner.compareAndSet(now, me)) {
            return false;
        }
        holds = 0;
        mayDieWithIt = false;
        takenOver.accept(now);
        return true;
    }
}
