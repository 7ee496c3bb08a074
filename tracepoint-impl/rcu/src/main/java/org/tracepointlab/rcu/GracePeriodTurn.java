package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/**
 * Whose turn it is to run a grace period: one thread's at a time, or nobody's. A lock, but one that is given back by a
 * store to {@link #holder} and not by a call, so that an owner whose stack or heap ends cannot keep it: a call may fail
 * where a store does not. (A {@code ReentrantLock} may throw a StackOverflowError out of {@code lock} that has taken
 * effect, and out of {@code unlock} that has not.)
 *
 * <p>Who waits is not woken where {@link #wake} failed; so it looks again every {@value #LOOK_MILLIS} ms.
 *
 * <p>Orderings: the volatile store of null pairs with the compareAndSet that takes the turn. Whoever waits queues
 * itself and then tries to take it; whoever gives it back stores and then looks at the queue. All four are volatile:
 * one sees the other.
 */
final class GracePeriodTurn {

    static final long LOOK_MILLIS = 100;
    private static final VarHandle HOLDER;

    static {
        try {
            HOLDER = MethodHandles.lookup().findVarHandle(GracePeriodTurn.class, "holder", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The thread whose turn it is; set back to null by that thread. */
    volatile Thread holder;

    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    /** Takes the turn if it is nobody's. */
    boolean take(Thread caller) {
        return holder == null && HOLDER.compareAndSet(this, (Thread) null, caller);
    }

    /**
     * Waits until it has taken the turn or the cookie has elapsed, which is served by another's grace period. Returns
     * whether it has the turn; where it throws, the caller looks at {@link #holder}. Not interruptible; an interrupt is
     * kept.
     */
    boolean await(Thread caller, long cookie, LongPredicate elapsed) {
        boolean interrupted = false;
        waiting.add(caller);
        try {
            while (!elapsed.test(cookie)) {
                if (take(caller)) {
                    return true;
                }
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
                interrupted |= Thread.interrupted();
            }
            return false;
        } finally {
            waiting.remove(caller);
            if (interrupted) {
                caller.interrupt();
            }
        }
    }

    /** Wakes whoever waits, after the turn was given back. */
    void wake() {
        if (!waiting.isEmpty()) {
            waiting.forEach(LockSupport::unpark);
        }
    }

    /**
     * Checks that it is not the caller's turn: a stall reporter must not wait for the grace period that it reports on.
     *
     * @throws IllegalStateException if it is
     */
    void checkNotMine(Thread caller) {
        if (holder == caller) {
            throw new IllegalStateException("expected a thread that runs no grace period of this domain, found "
                    + caller.getName() + ", which does: it would wait for itself");
        }
    }
}
