package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/**
 * The update side that {@code mb}, {@code memb}, {@code qsbr} and {@code srcu} share: cookies, callbacks, and grace
 * periods one at a time. What differs is how the readers are waited for.
 *
 * <p>Whoever wants a grace period takes a cookie and then the turn. If the cookie has elapsed by then, somebody else's
 * grace period began after the cookie was taken, and serves; so one serves all that were waiting when it began.
 *
 * <p>Orderings, and what each pairs with:
 * <ol>
 * <li>A full fence before a cookie is read; the partner is the volatile store of the started sequence, with the heavy
 *     fence after it. A cookie that does not count the grace period in progress is read before that store, and then
 *     what its owner stored is before the looks at the readers.
 * <li>A volatile store of the ended sequence; the partner is the volatile load in {@link #pollState}: what the readers
 *     did is seen.
 * </ol>
 *
 * @param <R> the flavour's reader
 */
abstract class GracePeriodEngine<R extends OwnedReader> extends ReaderDomain<R> {

    /** Places in a cache of handles; a power of two. */
    static final int CACHED = 256;

    private static final VarHandle CACHE = MethodHandles.arrayElementVarHandle(OwnedReader[].class);

    final ReaderWaiter gate = new ReaderWaiter(this);
    private final String name;
    private final GracePeriodTurn turn = new GracePeriodTurn();
    private final CallbackWorker worker;
    // By thread id. Racy: an entry is used only by the thread that it names, and its owner is a final field.
    private final OwnedReader[] cache;

    // Written by the thread whose turn it is; read by anyone.
    private volatile long sequence;

    /**
     * With threads from there, and an array of the flavour's own type, which it may look into: that spares two type
     * checks.
     */
    GracePeriodEngine(String name, OwnedReader[] cache, ThreadFactory threads) {
        this.name = name;
        this.cache = cache;
        this.worker = new CallbackWorker(name + "-callbacks", this, threads);
    }

    /** Waits until no section is open that was open at the call. Called by the thread whose turn it is. */
    abstract void awaitReaders();

    /** A full fence of the caller, and where the flavour's readers make none, of each running thread as well. */
    void heavyFence() {
        VarHandle.fullFence();
    }

    /** A copy that is twice as long, for {@link #gate}; tests let it fail. */
    long[] grown(long[] marks) {
        return Arrays.copyOf(marks, 2 * marks.length);
    }

    /**
     * Called by a thread that rests ({@link Resting}) and is about to wait: checks that it is out of the way itself.
     */
    void checkRests() {
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
     * The calling thread's handle for {@link #readLock}: from the cache if it is there, which takes four dependent
     * loads fewer than a {@link ThreadLocal}.
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

    /** Checks that the caller waits neither for itself nor for the grace period that it runs. */
    private void checkMayBlock() {
        checkMayWait();
        turn.checkNotMine(Thread.currentThread());
    }

    @Override
    public void synchronize() {
        checkMayBlock();
        Resting resting = Resting.begin();
        try {
            checkRests();
            gracePeriod();
        } finally {
            resting.end();
        }
    }

    /** The same as {@link #synchronize()}: there is no pace here that could be skipped. */
    @Override
    public void synchronizeExpedited() {
        synchronize();
    }

    @Override
    public void synchronizeInterruptibly() throws InterruptedException {
        checkMayBlock();
        Resting resting = Resting.begin();
        try {
            checkRests();
            worker.awaitGracePeriod();
        } finally {
            resting.end();
        }
    }

    /** Waits for a grace period that begins after this call, by a thread that rests. */
    final void gracePeriod() {
        long cookie = getState();
        Thread caller = Thread.currentThread();
        try {
            if ((turn.take(caller) || turn.await(caller, cookie, this::pollState)) && !pollState(cookie)) {
                runGracePeriod();
            }
        } finally {
            if (turn.holder == caller) {
                // Stores first: they cannot fail. What began and did not end has not been one: no cookie elapses by it.
                if ((sequence & GracePeriodSequence.PHASE_MASK) != 0) {
                    sequence &= ~GracePeriodSequence.PHASE_MASK;
                }
                turn.holder = null;
                turn.wake();
            }
        }
    }

    /** One grace period, by the thread whose turn it is. Where it throws, there was none. */
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
     * {@inheritDoc} Where nobody is registered there is nobody to wait for: then the cookie has elapsed, and the worker
     * is left asleep. Waking the worker dominates the cost of an update that only polls ({@code DECISIONS.md}).
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
        Objects.requireNonNull(callback, "callback");
        checkOpen();
        worker.add(callback);
    }

    @Override
    public void barrier() {
        checkMayBlock();
        dropDead();
        Resting resting = Resting.begin();
        try {
            checkRests();
            worker.barrier();
        } finally {
            resting.end();
        }
    }

    /** {@inheritDoc} Where it threw, it may be called again, and goes on. */
    @Override
    public void close() {
        worker.checkNotInside();
        turn.checkNotMine(Thread.currentThread());
        if (inReadSection()) {
            checkMayWait();
        }
        Resting resting = Resting.begin();
        try {
            checkRests();
            markClosed();
            worker.close();
        } finally {
            resting.end();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
