package org.tracepointlab.rcu.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.tracepointlab.rcu.Rcu;

/**
 * A reader of an SRCU domain: counts how often it entered and left each of two indices. Sections nest; inner ones share
 * the outermost one's index. Written by its own thread; read by the worker.
 *
 * <p>Orderings, and what each pairs with (the kernel's letters, kernel/rcu/srcutree.c):
 * <ol>
 * <li>Entry: count, then a full fence ("B"). Its partner is the worker's full fence between its sum of the unlocks and
 *     its sum of the locks ("A"), and the one around the flip: a reader that the sums missed sees the updater's stores.
 * <li>Exit: a release store of the unlock count ("C"). Its partner is the worker's acquire load of it: a section whose
 *     unlock was counted has finished its loads.
 * </ol>
 */
@SuppressWarnings("unused") // the fields that are there for their size
final class SrcuReader extends SrcuReaderState implements Rcu.Reader {

    /**
     * The nesting of a handle that was closed: so far below 0 that unlocking it once too often cannot be mistaken for
     * it.
     */
    static final int CLOSED = Integer.MIN_VALUE / 2;

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    // The counts, with as much room around them as around the state: how often each index was entered, and left.
    private static final int PADDING = 16;
    private static final int LOCKS = PADDING;
    private static final int UNLOCKS = LOCKS + 2;
    private static final int ROOM = UNLOCKS + 2 + PADDING;

    private final SrcuReaders home;
    private final Runnable onClose;
    private final Thread owner = Thread.currentThread();
    private final long[] counts = new long[ROOM];

    // Behind the state.
    private long p01;
    private long p02;
    private long p03;
    private long p04;
    private long p05;
    private long p06;
    private long p07;
    private long p08;
    private long p09;
    private long p10;
    private long p11;
    private long p12;
    private long p13;
    private long p14;
    private long p15;
    private long p16;

    SrcuReader(SrcuReaders home, Runnable onClose) {
        this.home = home;
        this.onClose = onClose;
    }

    @Override
    public void lock() {
        int depth = nesting;
        if (depth == 0) {
            index = home.index();
            int at = LOCKS + index;
            long before = counts[at];
            try {
                COUNT.setOpaque(counts, at, before + 1);
                VarHandle.fullFence(); // ordering 1
            } catch (Throwable t) { // the stack may end between the two: then the lock has not taken place
                counts[at] = before;
                throw t;
            }
            nesting = 1;
        } else if (depth > 0) {
            nesting = depth + 1;
        } else {
            throw closed();
        }
    }

    @Override
    public void unlock() {
        if (--nesting == 0) {
            int at = UNLOCKS + index;
            COUNT.setRelease(counts, at, counts[at] + 1); // ordering 2
        } else if (nesting < 0) {
            throw noSection();
        }
    }

    /** Takes the last unlock back, and says why it was one too many. */
    private IllegalStateException noSection() {
        if (nesting != -1) {
            nesting = CLOSED;
            return closed();
        }
        nesting = 0;
        return new IllegalStateException("expected an open read section, found none: unlock without lock in thread "
                + Thread.currentThread().getName());
    }

    private IllegalStateException closed() {
        return new IllegalStateException("expected a registered reader, found one that was closed, in thread "
                + Thread.currentThread().getName() + "; register again");
    }

    boolean inSection() {
        return nesting > 0;
    }

    boolean isDead() {
        return !owner.isAlive();
    }

    Thread thread() {
        return owner;
    }

    /** How deep it is; exact for its own thread only. */
    int nesting() {
        return Math.max(0, nesting);
    }

    long locksAcquire(int i) {
        return (long) COUNT.getAcquire(counts, LOCKS + i);
    }

    long unlocksAcquire(int i) {
        return (long) COUNT.getAcquire(counts, UNLOCKS + i);
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
        if (nesting < 0) {
            throw closed();
        }
    }

    @Override
    public void close() {
        checkOutside();
        nesting = CLOSED;
        onClose.run();
    }

    private void checkOutside() {
        if (nesting > 0) {
            throw new IllegalStateException("expected a reader outside of its sections, found it " + nesting
                    + " deep in thread " + owner.getName());
        }
    }
}
