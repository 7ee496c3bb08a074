package org.tracepointlab.rcu.kernel;

import java.util.concurrent.locks.LockSupport;

/**
 * A thread that waits for the machine. Woken at its place in the run queue of its CPU, not where its callback ran: that
 * order decides what the next synchronize finds.
 */
final class Waiter {

    private final Thread thread = Thread.currentThread();
    final VirtualCpu cpu;
    private volatile boolean awake;

    Waiter(VirtualCpu cpu) {
        this.cpu = cpu;
    }

    /** Whether the waiter has been given its CPU back. */
    boolean isAwake() {
        return awake;
    }

    /** The waiter gets the CPU. The volatile store pairs with the load in isAwake: what readers did is seen. */
    boolean dispatch() {
        awake = true;
        LockSupport.unpark(thread);
        return false;
    }
}
