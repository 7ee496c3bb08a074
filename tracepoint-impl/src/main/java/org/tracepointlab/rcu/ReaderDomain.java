package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What every flavour shares on the read side: who is registered, which handles belong to the calling thread, and whether
 * that thread may wait at all. For flavours to extend; users of RCU see {@link Rcu}.
 *
 * <p>A thread that dies while registered stops counting: its handle is dropped by whoever finds it dead.
 *
 * <p>Registering races with a grace period that is looking at the readers, and the set is iterated without a lock. That is
 * safe: an iteration that misses a handle read its place in the table before the handle was put there, and the updater's
 * stores come before that read, so the section that the handle opens later sees them. The partner of that edge is the full
 * fence with which a section begins.
 *
 * @param <R> the flavour's own handle
 */
public abstract class ReaderDomain<R extends Rcu.Reader> implements Rcu {

    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(ReaderDomain.class, "closed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Set<R> readers = ConcurrentHashMap.newKeySet();
    private final ThreadLocal<Own<R>> own = ThreadLocal.withInitial(Own::new);
    private volatile StallPolicy stallPolicy = StallPolicy.DEFAULT;
    private boolean closed;

    /** For flavours. */
    protected ReaderDomain() {
    }

    /** The handles of one thread: the one that readLock uses, and all of them. */
    private static final class Own<R> {
        private R byDefault;
        private final List<R> all = new ArrayList<>(2);
    }

    /** Makes a handle that belongs to the calling thread; registering is left to this class. */
    protected abstract R newReader();

    /** Whether the handle has a section open; called by its own thread. */
    protected abstract boolean inSection(R reader);

    /** The registered handles, safe to iterate while others come and go. */
    protected final Iterable<R> readers() {
        return readers;
    }

    /** The handle that the calling thread uses where it names none, registering the thread at its first use. */
    protected final R mine() {
        Own<R> o = own.get();
        R r = o.byDefault;
        if (r == null) {
            r = enlist(newReader());
            o.byDefault = r;
        }
        return r;
    }

    /** The handle of {@link #mine}, or null if the calling thread has none yet. */
    protected final R mineIfAny() {
        return own.get().byDefault;
    }

    @Override
    public R register() {
        return enlist(newReader());
    }

    /** Adds a handle that the calling thread just made. */
    protected final R enlist(R reader) {
        checkOpen();
        own.get().all.add(reader);
        readers.add(reader);
        return reader;
    }

    /** Takes a handle out; called by its owner's close, or by whoever finds the owner dead. */
    protected void delist(R reader) {
        readers.remove(reader);
        Own<R> o = own.get();
        o.all.remove(reader);
        if (o.byDefault == reader) {
            o.byDefault = null;
        }
    }

    /**
     * Checks that the calling thread may wait for a grace period.
     *
     * @throws IllegalStateException if it would wait for itself, or if the domain is closed
     */
    protected final void checkMayWait() {
        checkOpen();
        if (inReadSection()) {
            throw new IllegalStateException("expected no open read section in thread "
                    + Thread.currentThread().getName() + ", found one: waiting for a grace period here would wait"
                    + " for itself; leave the section first");
        }
    }

    @Override
    public boolean inReadSection() {
        for (R r : own.get().all) {
            if (inSection(r)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void reportStalls(StallPolicy policy) {
        stallPolicy = Objects.requireNonNull(policy, "policy");
    }

    /** Starts the clock of a wait that begins now. */
    protected final StallWatch stallWatch() {
        return new StallWatch(toString(), stallPolicy);
    }

    /**
     * Checks that the domain is open.
     *
     * @throws IllegalStateException if it is closed
     */
    protected final void checkOpen() {
        if ((boolean) CLOSED.getVolatile(this)) {
            throw new IllegalStateException("expected an open RCU domain, found a closed one: " + this);
        }
    }

    /** Marks the domain closed. Returns whether this call was the first to do so. */
    protected final boolean markClosed() {
        return CLOSED.compareAndSet(this, false, true);
    }
}
