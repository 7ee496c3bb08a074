package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A reader whose state is one word: how many sections it has left (upper 32 bits) and how deep it is (lower 31 bits).
 * So entering is one load and one store. A grace period waits while the depth is not 0 and the number is the one that
 * it saw; should the number wrap in the meantime, it waits for the next section as well.
 *
 * <p>Orderings, and what each pairs with, in {@link MbReader} and {@link MembReader}:
 * <ol>
 * <li>Entry: store, then a fence. It keeps what the section loads from moving before the store. The partner is the
 *     updater's heavy fence between its own store (the pointer) and its load of the state. At least one of the two sees
 *     the other's store: the updater sees the section and waits, or the section sees the new pointer. Without it both
 *     may miss (store-load reordering, which x86-64 does as well).
 * <li>Exit: a release store; the partner is the updater's acquire load. It keeps what the section did before the exit.
 * <li>Exit: a fence between that store and the look at {@link ReaderWaiter}; see ordering 1 there.
 * </ol>
 */
abstract class CountingReader extends OwnedReader {

    static final long SECTION = 1L << 32;
    private static final long CLOSED = 1L << 31;
    private static final long DEPTH = CLOSED - 1;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(CountingReader.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Written by the owner only. A lock that throws puts it back by a plain store, since a call may find no stack. */
    long state;

    CountingReader(GracePeriodEngine<?> home) {
        super(home);
    }

    /** One section deeper, up to the fence of ordering 1. */
    final void enter() {
        long now = state;
        if ((int) now < 0) { // CLOSED
            throw closed();
        }
        STATE.setOpaque(this, now + 1);
    }

    /** One section less deep. Returns whether the thread is outside now, and ordering 3 is still to be made. */
    final boolean leave() {
        long now = state;
        if ((int) now == 1) { // the outermost one
            STATE.setRelease(this, now + (SECTION - 1)); // ordering 2
            return true;
        }
        if ((now & DEPTH) == 0) {
            throw noSection();
        }
        STATE.setOpaque(this, now - 1);
        return false;
    }

    @Override
    final long mark() {
        return (long) STATE.getAcquire(this);
    }

    @Override
    final boolean blocks(long mark) {
        long now = (long) STATE.getAcquire(this);
        return (now & DEPTH) != 0 && (now ^ mark) >>> 32 == 0;
    }

    @Override
    final int nesting() {
        return (int) ((long) STATE.getOpaque(this) & DEPTH);
    }

    /** Does nothing more than check: leaving the section said as much. */
    @Override
    public final void quiescentState() {
        checkOutside();
    }

    /** Does nothing more than check: a reader outside of its sections holds nothing up. */
    @Override
    public final void offline() {
        checkOutside();
    }

    @Override
    public final void online() {
        checkOutside();
        if ((int) state < 0) { // CLOSED
            throw closed();
        }
    }

    @Override
    public final void close() {
        checkOutside();
        STATE.setOpaque(this, state | CLOSED);
        home.left(this);
    }
}
