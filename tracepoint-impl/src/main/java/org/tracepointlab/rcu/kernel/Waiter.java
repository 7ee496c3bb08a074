package org.tracepointlab.rcu.kernel;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread that waits for the machine. Woken at its place in the run queue of its CPU, not where its callback ran: that
 * order decides what the next synchronize finds.
 */
final class Waiter {

    /** Those that have not been woken yet. Guarded by the machine's lock; allocates nothing. */
    static final class Queue {

        private Waiter first;

        void add(Waiter waiter) {
            waiter.next = first;
            if (first != null) {
                first.previous = waiter;
            }
            first = waiter;
        }

        private void remove(Waiter waiter) {
            if (waiter.previous != null) {
                waiter.previous.next = waiter.next;
            } else {
                first = waiter.next;
            }
            if (waiter.next != null) {
                waiter.next.previous = waiter.previous;
            }
        }

        boolean isEmpty() {
            return first == null;
        }

        /** Lets their threads look around, without waking them. */
        void unpark() {
            for (Waiter w = first; w != null; w = w.next) {
                LockSupport.unpark(w.thread);
            }
        }
    }

    private final Thread thread = Thread.currentThread();
    private final Queue home;
    final VirtualCpu cpu;
    private Waiter next;
    private Waiter previous;
    private volatile boolean awake;

    /**
     * @param cpu  where the calling thread stands
     * @param home where it is queued until it gets its CPU back
     */
    Waiter(VirtualCpu cpu, Queue home) {
        this.cpu = cpu;
        this.home = home;
    }

    /** Whether the waiter has been given its CPU back. */
    boolean isAwake() {
        return awake;
    }

    /** The waiter gets the CPU. The volatile store pairs with the load in isAwake: what readers did is seen. */
    boolean dispatch() {
        home.remove(this);
        awake = true;
        LockSupport.unpark(thread);
        return false;
    }
}
