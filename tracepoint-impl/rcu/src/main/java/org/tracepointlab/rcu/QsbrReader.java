package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A reader that says when it holds nothing, instead of when it holds something: the number of the last grace period
 * that it knew of at a quiescent state, or 0 while it rests. Locking and unlocking a handle does nothing at all.
 *
 * <p>Orderings, and what each pairs with:
 * <ol>
 * <li>Quiescent state: a release store of the number; the partner is the updater's acquire load. What the sections
 *     before did is seen by whoever finds the number.
 * <li>Quiescent state: an acquire load of the grace period's number before that; the partner is the updater's volatile
 *     store of it, after its store of the pointer. Sections after see the new pointer.
 * <li>Online: a full fence after the store; the partner is the updater's full fence between its store of the pointer
 *     and its look at the readers: it finds the reader online, or the reader's sections see the new pointer.
 * <li>A full fence before the look at {@link ReaderWaiter}; see ordering 1 there.
 * </ol>
 */
final class QsbrReader extends OwnedReader {

    /**
     * Set to count sections of handles as well, as is done with assertions on: misuse is found, and nothing is free.
     */
    static final String CHECKED_PROPERTY = "org.tracepointlab.rcu.checked";

    static final boolean CHECKED =
            QsbrReader.class.desiredAssertionStatus() || Boolean.getBoolean(CHECKED_PROPERTY);

    private static final long RESTING = 0;
    private static final VarHandle SEEN;

    static {
        try {
            SEEN = MethodHandles.lookup().findVarHandle(QsbrReader.class, "seen", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final QsbrRcu domain;
    // Written by the owner only.
    private long seen = RESTING;
    private int nesting;
    private boolean resumes;
    private boolean closed;

    QsbrReader(QsbrRcu domain) {
        super(domain);
        this.domain = domain;
    }

    @Override
    public void lock() {
        if (CHECKED) {
            enter();
        }
    }

    @Override
    public void unlock() {
        if (CHECKED) {
            leave();
        }
    }

    /** Counts a section. */
    void enter() {
        if (seen == RESTING) {
            throw new IllegalStateException("expected an online reader, found one that is offline or closed in thread "
                    + Thread.currentThread().getName() + "; call online() before a section");
        }
        nesting++;
    }

    /** Counts the end of a section. */
    void leave() {
        if (nesting == 0) {
            throw noSection();
        }
        nesting--;
    }

    @Override
    public void quiescentState() {
        long current = domain.currentAcquire(); // ordering 2
        long known = seen;
        if (known != current || nesting != 0) {
            announce(known, current);
        }
    }

    private void announce(long known, long current) {
        checkOutside();
        if (known != RESTING) {
            SEEN.setRelease(this, current); // ordering 1
            VarHandle.fullFence(); // ordering 4
            wakeIfAwaited();
        }
    }

    @Override
    public void offline() {
        checkOutside();
        resumes = false;
        goOffline();
    }

    private void goOffline() {
        SEEN.setRelease(this, RESTING); // ordering 1
        VarHandle.fullFence(); // ordering 4
        wakeIfAwaited();
    }

    /** Also where it would be brought back by {@link #resume} only. */
    @Override
    public void online() {
        resumes = false;
        if (closed) {
            throw closed();
        }
        if (seen == RESTING) {
            domain.checkOpen(); // nobody would wait for its sections
            goOnline();
        }
    }

    private void goOnline() {
        try {
            SEEN.setRelease(this, domain.currentAcquire());
            VarHandle.fullFence(); // ordering 3
        } catch (Throwable t) {
            seen = RESTING; // whoever was told that it is not online must not hold anything up
            throw t;
        }
    }

    /** Takes an online reader out of the way; {@link #resume} brings it back, unless its thread decides otherwise. */
    void restUntilResumed() {
        resumes = true;
        goOffline();
    }

    void resume() {
        if (resumes) {
            resumes = false;
            goOnline();
        }
    }

    boolean isOnline() {
        return seen != RESTING;
    }

    @Override
    long mark() {
        return domain.currentAcquire();
    }

    @Override
    boolean blocks(long mark) {
        long at = (long) SEEN.getAcquire(this);
        return at != RESTING && at != mark;
    }

    @Override
    int nesting() {
        return nesting;
    }

    @Override
    public void close() {
        offline();
        closed = true;
        Resting.remove(this);
        home.left(this);
    }
}
