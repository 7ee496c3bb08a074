package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What every flavour shares on the read side: who is registered, which handles belong to the calling thread, and whether
 * that thread may wait at all. For flavours to extend; users of RCU see {@link Rcu}.
 *
 * <p>A thread that dies while registered stops counting: its handle is dropped by whoever finds it dead, a grace period that
 * waits for it, a barrier, or a registration once the handles have doubled since the last look.
 *
 * <p>Registering races with a grace period that is looking at the readers, and the table is iterated without a lock; why that
 * is safe, {@link ReaderTable} says.
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

    private static final int SWEEP_FROM = 64;

    private final ReaderTable<R> readers = new ReaderTable<>();
    private final ThreadLocal<Own<R>> own = ThreadLocal.withInitial(Own::new);
    private volatile StallPolicy stallPolicy = StallPolicy.DEFAULT;
    private boolean closed;
    private volatile int sweepAt = SWEEP_FROM;

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
        int registered = readers.add(reader);
        if (registered >= sweepAt) {
            sweep(registered);
        }
        return reader;
    }

    /** Drops the handles of dead threads, which nobody else may come across for long. */
    private void sweep(int registered) {
        sweepAt = 2 * registered;
        dropDead();
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
        Own<R> o = own.get();
        if (o.byDefault == null) {
            o.byDefault = reader;
        }
        return reader;
    }

    /** All handles of the calling thread. */
    final List<R> allMine() {
        return own.get().all;
    }

    /** Whether any handle is registered; a volatile load. */
    final boolean hasReaders() {
        return !readers.isEmpty();
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
