package org.tracepointlab.rcu.kernel;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread that waits for the machine. Woken at its place in the run queue of its CPU, not where its callback ran: that
 * order decides what the next synchronize finds.
 */
final class Waiter {

    private final Thread thread = Thread.currentThread();
    private final Runnable dispatched;
    final VirtualCpu cpu;
    private volatile boolean awake;

    /**
     * @param cpu        where the calling thread stands
     * @param dispatched runs under the machine's lock when the waiter gets its CPU back
     */
    Waiter(VirtualCpu cpu, Runnable dispatched) {
        this.cpu = cpu;
        this.dispatched = dispatched;
    }

    /** Whether the waiter has been given its CPU back. */
    boolean isAwake() {
        return awake;
    }

    /** The waiter gets the CPU. The volatile store pairs with the load in isAwake: what readers did is seen. */
    boolean dispatch() {
        dispatched.run();
        awake = true;
        LockSupport.unpark(thread);
        return false;
    }
}
