package org.tracepointlab.rcu.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.tracepointlab.rcu.Rcu;

/**
 * A reader of an SRCU domain: counts how often it entered and left each of two indices. Sections nest; inner ones share the
 * outermost one's index. Written by its own thread; read by the worker.
 *
 * <p>Orderings, and what each pairs with (the kernel's letters, kernel/rcu/srcutree.c):
 * <ol>
 * <li>Entry: count, then a full fence ("B"). Its partner is the worker's full fence between its sum of the unlocks and its
 *     sum of the locks ("A"), and the one around the flip: a reader that the sums missed sees the updater's stores.
 * <li>Exit: a release store of the unlock count ("C"). Its partner is the worker's acquire load of it: a section whose
 *     unlock was counted has finished its loads.
 * </ol>
 */
final class SrcuReader implements Rcu.Reader {

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    private final SrcuReaders home;
    private final Runnable onClose;
    private final Thread owner = Thread.currentThread();
    private final long[] locks = new long[2];
    private final long[] unlocks = new long[2];
    private int nesting;
    private int index;

    SrcuReader(SrcuReaders home, Runnable onClose) {
        this.home = home;
        this.onClose = onClose;
    }

    @Override
    public void lock() {
        if (nesting++ == 0) {
            index = home.index();
            COUNT.setOpaque(locks, index, locks[index] + 1);
            VarHandle.fullFence(); // ordering 1
        }
    }

    @Override
    public void unlock() {
        if (--nesting == 0) {
            COUNT.setRelease(unlocks, index, unlocks[index] + 1); // ordering 2
        } else if (nesting < 0) {
            nesting = 0;
            throw new IllegalStateException("expected an open read section, found none: unlock without lock in thread "
                    + Thread.currentThread().getName());
        }
    }

    boolean inSection() {
        return nesting != 0;
    }

    boolean isDead() {
        return !owner.isAlive();
    }

    Thread thread() {
        return owner;
    }

    /** How deep it is; exact for its own thread only. */
    int nesting() {
        return nesting;
    }

    long locksAcquire(int i) {
        return (long) COUNT.getAcquire(locks, i);
    }

    long unlocksAcquire(int i) {
        return (long) COUNT.getAcquire(unlocks, i);
    }

    @Override
    public void quiescentState() {
        checkOutside();
    }

    @Override
    public void offline() {
        checkOutside();
    }

    @Override
    public void online() {
        checkOutside();
    }

    @Override
    public void close() {
        checkOutside();
        onClose.run();
    }

    private void checkOutside() {
        if (nesting != 0) {
            throw new IllegalStateException("expected a reader outside of its sections, found it " + nesting
                    + " deep in thread " + owner.getName());
        }
    }
}
