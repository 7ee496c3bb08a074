package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What every flavour shares on the read side: who is registered, which handles belong to the calling thread, and
 * whether that thread may wait at all. For flavours to extend; users of RCU see {@link Rcu}.
 *
 * <p>A thread that dies while registered stops counting: its handle is dropped by whoever finds it dead, a grace period
 * that waits for it, a barrier, or a registration once the handles have doubled since the last look.
 *
 * <p>Registering races with a grace period that is looking at the readers, and the table is iterated without a lock;
 * why that is safe, {@link ReaderTable} says.
 *
 * @param <R> the flavour's own handle
 */
public abstract class ReaderDomain<R extends Rcu.Reader> implements Rcu {

    private static final VarHandle END;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(ReaderDomain.class, "end", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Object CLOSED = new Object();
    private static final int SWEEP_FROM = 64;

    private final ReaderTable<R> readers = new ReaderTable<>();

    // What a thread keeps of a domain is weak, and of a class that the JDK loads: else each living thread that was ever
    // here would keep the domain, which the handles refer to, and the loader of its class. The table keeps both as long
    // as a handle is registered. Two, so that the one that readLock looks up is one step away.
    private final ThreadLocal<Reference<R>> byDefault = new ThreadLocal<>();
    private final ThreadLocal<Reference<List<R>>> own = new ThreadLocal<>();

    private volatile StallPolicy stallPolicy = StallPolicy.DEFAULT;
    private volatile Object end; // null while open; CLOSED, or what broke it
    private volatile int sweepAt = SWEEP_FROM;

    /** For flavours. */
    protected ReaderDomain() {
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
        Reference<R> known = byDefault.get();
        R reader = known == null ? null : known.get();
        return reader == null ? registerAsDefault() : reader;
    }

    /** The handle of {@link #mine}, or null if the calling thread has none yet. */
    protected final R mineIfAny() {
        Reference<R> known = byDefault.get();
        return known == null ? null : known.get();
    }

    @Override
    public R register() {
        return enlist(newReader());
    }

    /** Adds a handle that the calling thread just made. Where this throws, it is not there. */
    protected final R enlist(R reader) {
        try {
            add(reader);
        } catch (Throwable t) {
            delist(reader); // a flavour may know of it already
            throw t;
        }
        return reader;
    }

    private void add(R reader) {
        checkOpen();
        if (readers.size() >= sweepAt) {
            sweep();
        }
        List<R> all = ownOrNew();
        all.add(reader);
        readers.add(reader, all);
    }

    private List<R> ownOrNew() {
        List<R> all = allMine();
        if (all == null) {
            all = new ArrayList<>(2);
            own.set(new WeakReference<>(all));
        }
        return all;
    }

    /**
     * Drops the handles of dead threads, which nobody else may come across for long: at most 64 and twice the living
     * stay.
     */
    private void sweep() {
        dropDead();
        sweepAt = Math.max(SWEEP_FROM, 2 * readers.size());
    }

    /** Drops the handles of threads that have ended, and with them what those threads still refer to. */
    protected final void dropDead() {
        for (R reader : readers) {
            if (isDead(reader)) {
                delist(reader);
            }
        }
    }

    /** Whether the handle's thread has ended. A flavour that does not say keeps its handles until they are closed. */
    protected boolean isDead(R reader) {
        return false;
    }

    /** Registers a handle that {@link #mine} gives out as well if the thread has none of that kind yet. */
    final R registerAsDefault() {
        R reader = enlist(newReader());
        if (mineIfAny() == null) {
            byDefault.set(new WeakReference<>(reader));
        }
        return reader;
    }

    /** All handles of the calling thread; null if it has none. */
    final List<R> allMine() {
        Reference<List<R>> known = own.get();
        return known == null ? null : known.get();
    }

    /** Whether any handle is registered; a volatile load. */
    final boolean hasReaders() {
        return !readers.isEmpty();
    }

    /** Takes a handle out; called by its owner's close, or by whoever finds the owner dead. */
    protected void delist(R reader) {
        if (mineIfAny() == reader) {
            byDefault.remove();
        }
        List<R> all = allMine();
        if (all != null) {
            all.remove(reader);
        }
        readers.remove(reader);
    }

    /**
     * Checks that the calling thread may wait for a grace period.
     *
     * @throws IllegalStateException if it would wait for itself, or if the domain is closed or broken
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
        List<R> all = allMine();
        for (int i = 0; all != null && i < all.size(); i++) {
            if (inSection(all.get(i))) {
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
     * @throws IllegalStateException if it is closed or broken
     */
    protected final void checkOpen() {
        if (end != null) {
            checkNotBroken();
            throw new IllegalStateException("expected an open RCU domain, found a closed one: " + this);
        }
    }

    /**
     * Checks that the domain is not broken; a closed one is not.
     *
     * @throws IllegalStateException if it is, with the first cause
     */
    protected final void checkNotBroken() {
        if (end instanceof Throwable cause) {
            throw new IllegalStateException("expected an RCU domain in order, found one that is broken: " + this
                    + ": " + cause
                    + "; close it and use another", cause);
        }
    }

    /** Marks the domain closed; one that is broken stays so. Returns whether this call was the first to do so. */
    protected final boolean markClosed() {
        return END.compareAndSet(this, null, CLOSED);
    }

    /** Whether it was closed while it was in order. */
    protected final boolean isClosed() {
        return end == CLOSED;
    }

    /**
     * Marks the domain broken: a step of its own failed, and it can keep its promises no longer. Who registers, waits,
     * polls or calls from now on is told so. The first cause counts.
     */
    protected final void markBroken(Throwable cause) {
        Object before = end;
        if (!(before instanceof Throwable)) {
            END.compareAndSet(this, before, cause);
        }
    }
}
