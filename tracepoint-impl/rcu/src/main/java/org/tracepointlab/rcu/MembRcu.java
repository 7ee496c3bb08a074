package org.tracepointlab.rcu;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The {@code memb} flavour: a read side without a fence. The updater has the operating system execute one on every
 * processor that runs a thread of this process, by membarrier(2) with MEMBARRIER_CMD_PRIVATE_EXPEDITED (Linux 4.14 and
 * later). Readers as fast as they get without announcing quiescent states; an updater pays a system call for each grace
 * period, and disturbs the other processors.
 *
 * <p>The call goes through JNA (net.java.dev.jna:jna), an optional dependency. Where it is not on the class path, or
 * the platform has no such call, or {@value Membarrier#PROPERTY} is {@code false}, readers have the fences of
 * {@link MbRcu}, and that is said once, through {@link System.Logger} (org.tracepointlab.rcu, INFO).
 *
 * <h2>Assumptions</h2>
 * <ol>
 * <li>Those of {@link Rcu}.
 * <li>The compiler moves no access over an opaque one or over a fence: see {@link MembReader}. HotSpot's do not.
 * </ol>
 *
 * <p>Guarantees are those of {@link Rcu}; the orderings are those of {@link CountingReader} and
 * {@link GracePeriodEngine}.
 *
 * <h2>Progress</h2>
 * <ol>
 * <li>{@code lock}, {@code unlock}, {@code readUnlock}: wait-free, a handful of plain instructions. {@code readLock}:
 *     wait-free after a thread's first use, which registers it: a lock for a few instructions.
 * <li>{@code getState}, {@code pollState}: wait-free. {@code call}, {@code startPoll}, {@code register}: a lock for a
 *     few instructions.
 * <li>{@code synchronize}, {@code condSynchronize}: one system call if any reader is registered, and one more for each
 *     reader that they park for; else as in {@link MbRcu}.
 * <li>{@code barrier}, {@code close}: as in {@link MbRcu}.
 * </ol>
 *
 * <p>Source of the idea: liburcu's {@code urcu-memb}.
 */
public final class MembRcu extends FencedRcu {

    private static final AtomicBoolean FALLBACK_SAID = new AtomicBoolean();

    static {
        Rehearsal.of(new MembRcu("rehearsal", new Membarrier(null) {
            @Override
            void run() {
                // there is one reader, the caller
            }
        }, Rehearsal.THREADS));
    }

    private final Membarrier membarrier;
    // Empty, with one place, where the readers are those of mb.
    private final MembReader[] cache;

    /**
     * @param name names the domain in threads and messages
     */
    public MembRcu(String name) {
        this(name, Membarrier.PROCESS);
    }

    /** With that call, or where there is none, without. */
    MembRcu(String name, Membarrier membarrier) {
        this(name, membarrier, Thread::new);
    }

    /** With threads from there as well. */
    MembRcu(String name, Membarrier membarrier, ThreadFactory threads) {
        this(name, membarrier, new MembReader[membarrier.isAvailable() ? CACHED : 1], threads);
    }

    private MembRcu(String name, Membarrier membarrier, MembReader[] cache, ThreadFactory threads) {
        super(name, membarrier.isAvailable() ? cache : new MbReader[CACHED], threads);
        this.membarrier = membarrier;
        this.cache = cache;
        if (!membarrier.isAvailable() && FALLBACK_SAID.compareAndSet(false, true)) {
            System.getLogger("org.tracepointlab.rcu").log(System.Logger.Level.INFO,
                    "memb falls back to the fences of mb: " + membarrier.whyNot());
        }
    }

    /** A pair of domains for tracepoints; both are of this flavour, and do not wait for each other's readers. */
    public static RcuDomains domains() {
        return new RcuDomains("memb", new MembRcu("memb-rcu"), new MembRcu("memb-srcu"), false, () -> { });
    }

    /** For tests of what is said: forgets that it was. */
    static void sayFallbackAgain() {
        FALLBACK_SAID.set(false);
    }

    /** Whether the read side is without fences; false where this falls back to those of {@code mb}. */
    public boolean usesMembarrier() {
        return membarrier.isAvailable();
    }

    @Override
    protected CountingReader newReader() {
        return membarrier.isAvailable() ? new MembReader(this) : new MbReader(this);
    }

    @Override
    public void readLock() {
        Thread thread = Thread.currentThread();
        MembReader cached = cache[(int) thread.getId() & cache.length - 1];
        if (cached != null && cached.owner == thread) {
            cached.lock();
        } else {
            current().lock();
        }
    }

    @Override
    public void readUnlock() {
        Thread thread = Thread.currentThread();
        MembReader cached = cache[(int) thread.getId() & cache.length - 1];
        if (cached != null && cached.owner == thread) {
            cached.unlock();
        } else {
            current().unlock();
        }
    }

    @Override
    void heavyFence() {
        if (membarrier.isAvailable()) {
            membarrier.run();
        } else {
            super.heavyFence();
        }
    }
}
