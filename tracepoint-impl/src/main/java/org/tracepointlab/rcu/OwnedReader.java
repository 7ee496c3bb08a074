package org.tracepointlab.rcu;

import java.util.concurrent.locks.LockSupport;

/**
 * A reader of one thread, as grace periods look at it: they take its {@link #mark} and wait until it no longer
 * {@link #blocks}. Lock and unlock belong to the owner; the rest may be called by any thread.
 */
abstract class OwnedReader implements Rcu.Reader {

    final Thread owner = Thread.currentThread();
    final UpdateSide<?> home;
    final ReaderGate gate;

    OwnedReader(UpdateSide<?> home) {
        this.home = home;
        this.gate = home.gate;
    }

    /** What a grace period that begins now remembers of the reader; a load-acquire. */
    abstract long mark();

    /**
     * Whether a section that was open at the mark may still be; a load-acquire, so that what the section did is seen once
     * this is false.
     */
    abstract boolean blocks(long mark);

    /** How many sections deep the reader is; exact for its owner only. */
    abstract int nesting();

    /** Whether the thread has ended. */
    final boolean isDead() {
        return !owner.isAlive();
    }

    /** Ends the wait for this reader, if one is on: called after a store that may have ended it, and a fence. */
    final void wakeIfAwaited() {
        if (gate.awaitedOpaque() == this) {
            wake();
        }
    }

    private void wake() {
        LockSupport.unpark(gate.takeWaiter(this));
    }

    final void checkOutside() {
        if (nesting() != 0) {
            throw new IllegalStateException("expected a reader outside of its sections, found it " + nesting()
                    + " deep in thread " + owner.getName());
        }
    }

    final IllegalStateException noSection() {
        return new IllegalStateException("expected an open read section, found none: unlock without lock in thread "
                + Thread.currentThread().getName());
    }
}
