package org.tracepointlab.tracepoint;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;
import org.tracepointlab.rcu.RcuDomains;

/**
 * Who may update the tracepoints of a registry, and when: one thread at a time, outside of sections and of other
 * updates, until the registry is closed. Everything that asks for the mutex or waits for readers asks here first.
 *
 * <p>A thread that dies with a batch open leaves it to the next one that wants the mutex. That one ends the batch as
 * one whose end failed, says so in the log, and goes on.
 */
final class UpdateMutex {

    /** Whoever gets the mutex has stack left to make good what throws, and to let go of it. */
    private static final MethodHandle WITH_ROOM = LargeFrame.of(Runnable.class, "run");

    private final RcuDomains domains;
    private final GracePeriodDebt debt;
    private final boolean implicitSections;
    private final UpdateLock lock = new UpdateLock(this::takenOver);
    private final Runnable locking = lock::lock;
    // the rest belongs to the lock's owner
    private boolean updating;
    private Batch batch;
    private boolean closed;

    UpdateMutex(RcuDomains domains, GracePeriodDebt debt) {
        this.domains = domains;
        this.debt = debt;
        this.implicitSections = domains.rcu().sectionsAreImplicit() || domains.srcu().sectionsAreImplicit();
        FiringFrames.tellThoseWhoRest();
    }

    /** Runs an update, or whatever else must not come between the steps of one. */
    <T> T update(Supplier<T> body) {
        hold();
        try {
            return exclusively(body);
        } finally {
            drop();
        }
    }

    /** As {@link #update(Supplier)}. */
    void update(Runnable body) {
        update(() -> {
            body.run();
            return null;
        });
    }

    /**
     * Waits for the mutex.
     *
     * @throws IllegalStateException inside an update, a batch's end, a probe or a section, or if the registry is closed
     */
    void hold() {
        checkMayUpdate();
        lock();
        if (closed) {
            lock.unlock();
            throw new IllegalStateException("the registry is closed");
        }
    }

    private void lock() {
        try {
            WITH_ROOM.invokeExact(locking);
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** Ends what {@link #hold} began. */
    void drop() {
        lock.unlock();
    }

    /**
     * Whatever of the caller's own it runs meanwhile (hooks, listeners) cannot begin an update, nor wait for readers.
     */
    <T> T exclusively(Supplier<T> body) {
        updating = true;
        try {
            return body.get();
        } finally {
            updating = false;
        }
    }

    /** The batch that the owner has open, or null. */
    Batch batch() {
        return batch;
    }

    /** The mutex is this batch's from now on, besides. */
    void begin(Batch opened) {
        lock.lock();
        batch = opened;
        lock.mayDieWithIt(true);
    }

    /** The mutex is no longer the batch's. */
    void endBatch() {
        batch = null;
        lock.mayDieWithIt(false);
        lock.unlock();
    }

    /**
     * Closes the registry, unless it is closed.
     *
     * @param last what the last owner does
     * @throws IllegalStateException inside a batch, or as {@link #hold}
     */
    void close(Runnable last) {
        checkMayUpdate();
        lock();
        try {
            if (batch != null) {
                throw new IllegalStateException("the registry is closed inside of a batch; close the batch first");
            }
            if (!closed) {
                closed = true;
                exclusively(() -> {
                    last.run();
                    return null;
                });
            }
        } finally {
            lock.unlock();
        }
    }

    private void takenOver(Thread dead) {
        updating = false;
        if (batch != null) {
            batch = null;
            debt.failBatch();
        }
        System.getLogger(TracepointRegistry.class.getName()).log(Level.WARNING, "thread " + dead.getName()
                + " has ended with a batch open: it is ended as a batch whose end failed, and the next update does "
                + "what that"
                + " left undone; close batches in the thread that opens them, by try with resources");
    }

    /** @throws IllegalStateException inside an update, a probe or a section: who waits there may wait for himself */
    void checkMayUpdate() {
        checkOutsideOfSections();
        checkOutsideOfUpdates();
    }

    void checkOutsideOfUpdates() {
        if (updating && lock.isMine()) {
            throw new IllegalStateException("an update inside an update of the same registry;"
                    + " do it after regfunc, unregfunc or the listener has returned");
        }
    }

    void checkOutsideOfSections() {
        if (domains.rcu().inReadSection() || domains.srcu().inReadSection()
                || mayBeInImplicitSection() && FiringFrames.onStack()) {
            throw new IllegalStateException("an update or a wait inside a probe or a read section, in thread "
                    + Thread.currentThread().getName()
                    + ": it would wait for itself; do it after the section has ended,"
                    + " or hand it to another thread and do not wait for that");
        }
    }

    private boolean mayBeInImplicitSection() {
        return implicitSections
                && (domains.rcu().mayBeInImplicitSection() || domains.srcu().mayBeInImplicitSection());
    }
}
