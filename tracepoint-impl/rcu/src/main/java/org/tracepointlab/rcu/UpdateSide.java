package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The update side that {@code mb}, {@code memb}, {@code qsbr} and {@code srcu} share: cookies, callbacks, and grace periods
 * one at a time. What differs is how the readers are waited for.
 *
 * <p>Whoever wants a grace period takes a cookie and then the lock. If the cookie has elapsed by then, somebody else's grace
 * period began after the cookie was taken, and serves; so one serves all that were waiting when it began.
 *
 * <p>Orderings, and what each pairs with:
 * <ol>
 * <li>A full fence before a cookie is read; the partner is the volatile store of the started sequence, with the heavy fence
 *     after it. A cookie that does not count the grace period in progress is read before that store, and then what its
 *     owner stored is before the looks at the readers.
 * <li>A volatile store of the ended sequence; the partner is the volatile load in {@link #pollState}: what the readers did
 *     is seen.
 * </ol>
 *
 * @param <R> the flavour's reader
 */
abstract class UpdateSide<R extends OwnedReader> extends ReaderDomain<R> {

    /** Places in a cache of handles; a power of two. */
    static final int CACHED = 256;

    private static final VarHandle CACHE = MethodHandles.arrayElementVarHandle(OwnedReader[].class);

    final ReaderGate gate = new ReaderGate(this);
    private final String name;
    private final ReentrantLock gracePeriodLock = new ReentrantLock();
    private final CallbackWorker worker;
    // By thread id. Racy: an entry is used only by the thread that it names, and its owner is a final field.
    private final OwnedReader[] cache;

    // Written under gracePeriodLock only; read by anyone.
    private volatile long sequence;

    UpdateSide(String name) {
        this(name, new OwnedReader[CACHED]);
    }

    /** With an array of the flavour's own type, which it may look into itself: that spares two type checks. */
    UpdateSide(String name, OwnedReader[] cache) {
        this.name = name;
        this.cache = cache;
        this.worker = new CallbackWorker(name + "-callbacks", this::gracePeriod);
    }

    /** Waits until no section is open that was open at the call. Called under the lock, by one thread at a time. */
    abstract void awaitReaders();

    /** A full fence of the caller, and where the flavour's readers make none, of each running thread as well. */
    void heavyFence() {
        VarHandle.fullFence();
    }

    /** Takes the calling thread's own readers out of the way before it blocks. Returns whether it has to be undone. */
    boolean rest() {
        return false;
    }

    /** Undoes {@link #rest}. */
    void unrest() {
    }

    /** The reader has closed itself, or its thread was found dead. */
    final void left(OwnedReader reader) {
        @SuppressWarnings("unchecked") // a reader's home is the domain that made it
        R own = (R) reader;
        delist(own);
    }

    @Override
    protected void delist(R reader) {
        CACHE.compareAndSet(cache, place(reader.owner), reader, (OwnedReader) null);
        super.delist(reader);
    }

    /**
     * The calling thread's handle for {@link #readLock}: from the cache if it is there, which takes four dependent loads
     * fewer than a {@link ThreadLocal}.
     */
    @SuppressWarnings("unchecked") // only readers of this domain are put there
    final R current() {
        Thread thread = Thread.currentThread();
        OwnedReader cached = cache[place(thread)];
        return cached != null && cached.owner == thread ? (R) cached : lookUp(thread);
    }

    private R lookUp(Thread thread) {
        R reader = byDefault();
        int place = place(thread);
        OwnedReader there = (OwnedReader) CACHE.getAcquire(cache, place);
        if (there == null || there.isDead()) {
            CACHE.setRelease(cache, place, reader);
        }
        return reader;
    }

    /** The calling thread's handle where it names none. */
    R byDefault() {
        return mine();
    }

    private int place(Thread thread) {
        return (int) thread.getId() & cache.length - 1;
    }

    @Override
    protected boolean inSection(R reader) {
        return reader.nesting() != 0;
    }

    @Override
    protected boolean isDead(R reader) {
        return reader.isDead();
    }

    @Override
    public void synchronize() {
        checkMayWait();
        boolean rests = rest();
        try {
            gracePeriod();
        } finally {
            if (rests) {
                unrest();
            }
        }
    }

    /** The same as {@link #synchronize()}: there is no pace here that could be skipped. */
    @Override
    public void synchronizeExpedited() {
        synchronize();
    }

    @Override
    public void synchronizeInterruptibly() throws InterruptedException {
        checkMayWait();
        CountDownLatch elapsed = new CountDownLatch(1);
        worker.add(elapsed::countDown);
        boolean rests = rest();
        try {
            elapsed.await();
        } finally {
            if (rests) {
                unrest();
            }
        }
    }

    private void gracePeriod() {
        long cookie = getState();
        gracePeriodLock.lock();
        try {
            if (!pollState(cookie)) {
                runGracePeriod();
            }
        } finally {
            gracePeriodLock.unlock();
        }
    }

    /** One grace period, under the lock. */
    void runGracePeriod() {
        begin();
        awaitReaders();
        end();
    }

    final void begin() {
        sequence = GracePeriodSequence.started(sequence); // ordering 1
    }

    final void end() {
        sequence = GracePeriodSequence.ended(sequence); // ordering 2
    }

    /** The cookie for the next full grace period after this sequence. */
    long cookie(long now) {
        return GracePeriodSequence.snapshot(now);
    }

    @Override
    public long getState() {
        VarHandle.fullFence(); // ordering 1
        return cookie(sequence);
    }

    /**
     * {@inheritDoc} Where nobody is registered there is nobody to wait for: then the cookie has elapsed, and the worker is
     * left asleep. To wake it is by far the dearest part of an update that only asks ({@code DECISIONS.md}).
     */
    @Override
    public long startPoll() {
        checkOpen();
        long cookie = getState(); // with a full fence: the partner is that of ReaderTable.add
        if (!mayHaveReaders()) {
            return GracePeriodSequence.withPhase(sequence, 0);
        }
        worker.requestGracePeriod();
        return cookie;
    }

    /** Whether a section can be open; asked after a full fence. False is for good as to all sections opened before. */
    boolean mayHaveReaders() {
        return hasReaders();
    }

    @Override
    public boolean pollState(long cookie) {
        return GracePeriodSequence.reached(sequence, cookie); // ordering 2
    }

    @Override
    public boolean condSynchronize(long cookie) {
        if (pollState(cookie)) {
            return false;
        }
        synchronize();
        return true;
    }

    @Override
    public void call(Runnable callback) {
        checkOpen();
        worker.add(callback);
    }

    @Override
    public void barrier() {
        checkMayWait();
        dropDead();
        boolean rests = rest();
        try {
            worker.barrier();
        } finally {
            if (rests) {
                unrest();
            }
        }
    }

    @Override
    public void close() {
        worker.checkNotInside();
        if (inReadSection()) {
            checkMayWait();
        }
        if (markClosed()) {
            boolean rests = rest();
            try {
                worker.close();
            } finally {
                if (rests) {
                    unrest();
                }
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
