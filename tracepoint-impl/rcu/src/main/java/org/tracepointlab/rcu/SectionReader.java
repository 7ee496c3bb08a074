package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader that counts its sections: odd while inside, even outside. Whoever waits for it remembers the count and is
 * done once the count is even or has changed. Used by its own thread; the count may be looked at by any.
 *
 * <p>Orderings, and what each pairs with:
 * <ol>
 * <li>Entry: store the odd count, then a full fence. The fence keeps what the section loads from moving before the
 *     store. Its partner is the full fence of the updater between its own store (the pointer) and its load of the
 *     count. At least one of the two sees the other's store: either the updater sees the section and waits, or the
 *     section sees the new pointer. Without the fence, both may miss (store-load reordering, which x86-64 does as
 *     well).
 * <li>Exit: a release store of the even count; its partner is the updater's acquire load of the count. It keeps the
 *     section's loads before the exit.
 * <li>Exit: a full fence between that store and the load of the waiting thread. Its partner is the updater's full fence
 *     between naming itself as waiting and looking at the count again. Without it, an updater could park for ever.
 * </ol>
 */
public final class SectionReader extends PaddedReader implements Rcu.Reader {

    private static final VarHandle SECTIONS;
    private static final VarHandle ONLINE;

    static {
        try {
            MethodHandles.Lookup l = MethodHandles.lookup();
            SECTIONS = l.findVarHandle(SectionReader.class, "sections", long.class);
            ONLINE = l.findVarHandle(SectionReader.class, "online", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * The nesting of a closed reader: far below 0, so that a lock, which only looks where it is not at 0, refuses it.
     */
    private static final int CLOSED = Integer.MIN_VALUE / 2;

    /** What a reader needs of its domain. */
    public interface Home {

        /** The updater that is parked until a reader leaves, or null; a load with at least acquire ordering. */
        Thread waiting();

        /** The reader has closed itself. */
        void left(SectionReader reader);

        /** The reader went offline or came back. */
        void restingChanged(SectionReader reader);
    }

    private final Home home;
    private final Thread owner = Thread.currentThread();
    private final int cpu;

    // Written by the owner only.
    private long sections;
    private int nesting;
    private boolean online = true;

    /**
     * A reader of the calling thread, to be registered by its domain.
     *
     * @param cpu the virtual CPU that its thread stands on; 0 where a flavour has none
     */
    public SectionReader(Home home, int cpu) {
        this.home = home;
        this.cpu = cpu;
    }

    @Override
    public void lock() {
        int depth = nesting;
        if (depth == 0) {
            long before = sections;
            try {
                SECTIONS.setOpaque(this, before + 1);
                VarHandle.fullFence(); // ordering 1
            } catch (Throwable t) { // the stack may end between the two: then the lock has not taken place
                sections = before;
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
            SECTIONS.setRelease(this, sections + 1); // ordering 2
            VarHandle.fullFence(); // ordering 3
            Thread waiting = home.waiting();
            if (waiting != null) {
                LockSupport.unpark(waiting);
            }
        } else if (nesting < 0) {
            nesting = nesting < CLOSED / 2 ? CLOSED : 0;
            throw new IllegalStateException("expected an open read section, found none: unlock without lock in thread "
                    + Thread.currentThread().getName());
        }
    }

    /** Whether the reader is inside a section; exact for its owner only. */
    public boolean inSection() {
        return nesting > 0;
    }

    /** The number of sections begun and ended so far, odd inside one; a load-acquire, the partner of ordering 2. */
    public long sectionsAcquire() {
        return (long) SECTIONS.getAcquire(this);
    }

    /**
     * Whether the reader has been outside of any section at some time since its count was {@code snapshot}, or can
     * never be inside one again because its thread has died.
     */
    public boolean quiescentSince(long snapshot) {
        long now = sectionsAcquire();
        return (now & 1) == 0 || now != snapshot || !owner.isAlive();
    }

    /** Whether the thread is alive and not marked as resting. */
    public boolean isOnline() {
        return (boolean) ONLINE.getAcquire(this) && owner.isAlive();
    }

    /** Whether the thread that the reader belongs to has ended. */
    public boolean isDead() {
        return !owner.isAlive();
    }

    /** The thread that the reader belongs to. */
    public Thread thread() {
        return owner;
    }

    /** How many sections deep it is; exact for its owner only. */
    public int nesting() {
        return Math.max(0, nesting);
    }

    /** The virtual CPU that the thread stands on. */
    public int cpu() {
        return cpu;
    }

    @Override
    public void quiescentState() {
        checkOutside();
    }

    @Override
    public void offline() {
        if (nesting != CLOSED) {
            rest(true);
        }
    }

    @Override
    public void online() {
        if (nesting == CLOSED) {
            throw closed();
        }
        rest(false);
    }

    private void rest(boolean rest) {
        checkOutside();
        ONLINE.setRelease(this, !rest);
        home.restingChanged(this);
    }

    @Override
    public void close() {
        checkOutside();
        nesting = CLOSED;
        home.left(this);
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("expected a registered reader, found one that was closed, in thread "
                + Thread.currentThread().getName() + "; register again");
    }

    private void checkOutside() {
        if (nesting > 0) {
            throw new IllegalStateException("expected a reader outside of its sections, found it " + nesting
                    + " deep in thread " + owner.getName());
        }
    }
}
