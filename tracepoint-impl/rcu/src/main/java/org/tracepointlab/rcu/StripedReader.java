package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The sections of one thread in an {@link SrcuRcu}: keeps the index that the domain gave it. Inner sections share the
 * outermost one's. Used by its own thread; once that is dead, by whoever finds it so.
 */
final class StripedReader extends OwnedReader {

    private static final VarHandle NESTING;

    static {
        try {
            NESTING = MethodHandles.lookup().findVarHandle(StripedReader.class, "nesting", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SrcuRcu domain;
    private int nesting;
    private int index;
    private boolean closed;

    StripedReader(SrcuRcu domain) {
        super(domain);
        this.domain = domain;
    }

    @Override
    public void lock() {
        int depth = nesting;
        if (depth == 0) {
            if (closed) {
                throw closed();
            }
            index = domain.lock();
        }
        nesting = depth + 1; // plain: no call may throw once the section is counted
    }

    @Override
    public void unlock() {
        int depth = nesting;
        if (depth == 0) {
            throw noSection();
        }
        NESTING.setOpaque(this, depth - 1);
        if (depth == 1) {
            domain.unlock(index);
        }
    }

    /** Leaves the section that a dead thread has left open, once. */
    synchronized void abandon() {
        if (nesting != 0 && isDead()) {
            nesting = 0;
            domain.unlock(index);
        }
    }

    /** The index of the section, if there is one; a guess for any but the owner. */
    int index() {
        return index;
    }

    @Override
    long mark() {
        return 0;
    }

    @Override
    boolean blocks(long mark) {
        return nesting() != 0;
    }

    /** Opaque: a stall report may look. */
    @Override
    int nesting() {
        return (int) NESTING.getOpaque(this);
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
        if (closed) {
            throw closed();
        }
    }

    @Override
    public void close() {
        checkOutside();
        closed = true;
        home.left(this);
    }
}
