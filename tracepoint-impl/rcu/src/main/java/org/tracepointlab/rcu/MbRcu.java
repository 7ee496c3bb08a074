package org.tracepointlab.rcu;

import java.util.concurrent.ThreadFactory;

/**
 * The {@code mb} flavour: full fences on the read side, and an updater that looks at each reader and waits until it has
 * left. Simple and portable; what the other flavours are measured against.
 *
 * <p>Assumptions and guarantees are those of {@link Rcu}; the orderings are those of {@link CountingReader} and
 * {@link GracePeriodEngine}.
 *
 * <h2>Progress</h2>
 * <ol>
 * <li>{@code lock}, {@code unlock}, {@code readUnlock}: wait-free. {@code readLock}: wait-free after a thread's first
 *     use, which registers it: a lock for a few instructions.
 * <li>{@code getState}, {@code pollState}: wait-free. {@code call}, {@code startPoll}, {@code register}: a lock for a
 *     few instructions.
 * <li>{@code synchronize}, {@code condSynchronize}: wait for the readers inside, for a grace period in progress, and
 *     for nothing else. They spin for a bounded time, then park. Not interruptible; {@code synchronizeInterruptibly}
 *     is.
 * <li>{@code barrier}, {@code close}: wait for grace periods and for the callbacks. Not interruptible.
 * </ol>
 *
 * <p>Source of the idea: liburcu's {@code urcu-mb}; the cookies are the kernel's.
 */
public final class MbRcu extends FencedRcu {

    static {
        Rehearsal.of(new MbRcu("rehearsal", Rehearsal.THREADS));
    }

    private final MbReader[] cache;

    /**
     * @param name names the domain in threads and messages
     */
    public MbRcu(String name) {
        this(name, Thread::new);
    }

    /** With threads from there. */
    MbRcu(String name, ThreadFactory threads) {
        this(name, new MbReader[CACHED], threads);
    }

    private MbRcu(String name, MbReader[] cache, ThreadFactory threads) {
        super(name, cache, threads);
        this.cache = cache;
    }

    /** A pair of domains for tracepoints; both are of this flavour, and do not wait for each other's readers. */
    public static RcuDomains domains() {
        return new RcuDomains("mb", new MbRcu("mb-rcu"), new MbRcu("mb-srcu"), false, () -> { });
    }

    @Override
    protected CountingReader newReader() {
        return new MbReader(this);
    }

    @Override
    public void readLock() {
        mine(Thread.currentThread()).lock();
    }

    @Override
    public void readUnlock() {
        mine(Thread.currentThread()).unlock();
    }

    private MbReader mine(Thread thread) {
        MbReader cached = cache[(int) thread.getId() & cache.length - 1];
        return cached != null && cached.owner == thread ? cached : (MbReader) current();
    }
}
