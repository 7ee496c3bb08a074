package org.tracepointlab.tracepoint;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A release action on its way. Runs once, however often it was handed over: a domain that throws may have taken it all
 * the same. It is a link of the debt's list as well, so that nothing need be allocated to keep it.
 */
final class Release implements Runnable {

    private final GracePeriodDebt debt;
    private final Runnable action;
    private final AtomicBoolean ran = new AtomicBoolean();
    private final AtomicBoolean kept = new AtomicBoolean();
    /** Of the debt's list; written by who keeps it, before it is pushed there. */
    Release next;

    Release(GracePeriodDebt debt, Runnable action) {
        this.debt = debt;
        this.action = action;
    }

    @Override
    public void run() {
        if (ran.compareAndSet(false, true)) {
            action.run();
        }
    }

    /** Whether the caller is to put it on the list: nobody has. */
    boolean keep() {
        return kept.compareAndSet(false, true);
    }

    /** It was taken from the list. */
    void taken() {
        kept.set(false);
    }

    /** The second domain would not have it, after the first one's grace period. Called on a thread of the domains. */
    void refused() {
        debt.owe(this);
    }
}
