package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader of one thread, as grace periods look at it: they take its {@link #mark} and wait until it no longer
 * {@link #blocks}. Lock and unlock belong to the owner; the rest may be called by any thread.
 */
abstract class OwnedReader extends PaddedReader implements Rcu.Reader {

    private static final VarHandle AWAITED;

    static {
        try {
            AWAITED = MethodHandles.lookup().findVarHandle(OwnedReader.class, "awaited", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Thread owner = Thread.currentThread();
    final GracePeriodEngine<?> home;
    private boolean awaited;

    OwnedReader(GracePeriodEngine<?> home) {
        this.home = home;
    }

    /** What a grace period that begins now remembers of the reader; a load-acquire. */
    abstract long mark();

    /**
     * Whether a section that was open at the mark may still be; a load-acquire, so that what the section did is seen
     * once this is false.
     */
    abstract boolean blocks(long mark);

    /** How many sections deep the reader is; exact for its owner only. */
    abstract int nesting();

    /** Whether the thread has ended. */
    final boolean isDead() {
        return !owner.isAlive();
    }

    /**
     * Says that an updater is about to park for this reader, or no longer is. Opaque: ordered by {@link ReaderWaiter}.
     */
    final void setAwaited(boolean value) {
        AWAITED.setOpaque(this, value);
    }

    /** Ends the wait for this reader, if one is on: called after a store that may have ended it, and a fence. */
    final void wakeIfAwaited() {
        if ((boolean) AWAITED.getOpaque(this)) {
            wake();
        }
    }

    private void wake() {
        if (AWAITED.compareAndSet(this, true, false)) {
            LockSupport.unpark(home.gate.waiter());
        }
    }

    final void checkOutside() {
        if (nesting() != 0) {
            throw new IllegalStateException("expected a reader outside of its sections, found it " + nesting()
                    + " deep in thread " + owner.getName());
        }
    }

    static IllegalStateException closed() {
        return new IllegalStateException("expected a registered reader, found one that was closed, in thread "
                + Thread.currentThread().getName() + "; register again");
    }

    final IllegalStateException noSection() {
        return new IllegalStateException("expected an open read section, found none: unlock without lock in thread "
                + Thread.currentThread().getName());
    }
}
