package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * The {@code qsbr} flavour (quiescent-state-based reclamation): the read side of a handle is free. In exchange each
 * reader thread registers, and says from time to time that it holds nothing ({@link Rcu.Reader#quiescentState()}), or
 * rests ({@link Rcu.Reader#offline()}) before it blocks.
 *
 * <h2>Assumptions</h2>
 * <ol>
 * <li>Those of {@link Rcu}.
 * <li>Each reader thread has registered ({@link #register()}) before its first section. The first handle that a thread
 *     registers is the one that {@link #readLock()} uses.
 * <li>A thread that is registered and online announces a quiescent state, rests, or closes its handle now and again:
 *     grace periods wait for it, whether it is in a section or not. What it read before, it does not use afterwards.
 * <li>To wait for a grace period, a callback or an update of <em>any</em> domain is to rest ({@link Resting}): a
 *     section that is not counted does not go on over such a wait. One that is counted does; its handle stays online.
 * </ol>
 *
 * <h2>Guarantees</h2>
 * <ol>
 * <li>Those of {@link Rcu}, where a section lasts until the next quiescent state at least.
 * <li>{@code synchronize}, {@code barrier} and {@code close} on a registered thread let it rest while they wait: it
 *     does not wait for itself. Where it cannot rest, being in a section, they are refused.
 * <li>{@link #readLock()} and {@link #readUnlock()} count their sections, and refuse a thread that is not registered or
 *     rests. Those of a handle count only with assertions enabled or with {@value QsbrReader#CHECKED_PROPERTY} set to
 *     {@code true}; else misuse of a handle is not noticed, and {@link #inReadSection()} does not know of its sections.
 * </ol>
 *
 * <h2>Progress</h2>
 * <ol>
 * <li>{@code lock}, {@code unlock}: nothing. {@code readLock}, {@code readUnlock}, {@code quiescentState},
 *     {@code offline}, {@code online}: wait-free.
 * <li>{@code getState}, {@code pollState}: wait-free. {@code call}, {@code startPoll}, {@code register}: a lock for a
 *     few instructions.
 * <li>{@code synchronize}, {@code condSynchronize}: wait for a quiescent state of each online reader; else as in
 *     {@link MbRcu}.
 * <li>{@code barrier}, {@code close}: as in {@link MbRcu}.
 * </ol>
 *
 * <p>The orderings are those of {@link QsbrReader} and {@link GracePeriodEngine}. Source of the idea: liburcu's
 * {@code urcu-qsbr}.
 */
public final class QsbrRcu extends GracePeriodEngine<QsbrReader> {

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(QsbrRcu.class, "current", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        Rehearsal.of(new QsbrRcu("rehearsal", Rehearsal.THREADS));
    }

    /** The number of the last grace period that began, from 1. Written by whoever runs one. */
    private long current = 1;

    /**
     * @param name names the domain in threads and messages
     */
    public QsbrRcu(String name) {
        this(name, Thread::new);
    }

    /** With threads from there. */
    QsbrRcu(String name, ThreadFactory threads) {
        super(name, new OwnedReader[CACHED], threads);
    }

    /** A pair of domains for tracepoints; a thread that fires is registered in the one that it fires in. */
    public static RcuDomains domains() {
        return new RcuDomains("qsbr", new QsbrRcu("qsbr-rcu"), new QsbrRcu("qsbr-srcu"), false, () -> { });
    }

    long currentAcquire() {
        return (long) CURRENT.getAcquire(this);
    }

    @Override
    protected QsbrReader newReader() {
        QsbrReader reader = new QsbrReader(this);
        Resting.add(reader);
        return reader;
    }

    /** Registers the calling thread, online. Its first handle is the one that {@link #readLock()} uses. */
    @Override
    public QsbrReader register() {
        QsbrReader reader = registerAsDefault();
        reader.online(); // last: where registering fails, nobody is left that grace periods wait for
        return reader;
    }

    @Override
    QsbrReader byDefault() {
        QsbrReader reader = mineIfAny();
        if (reader == null) {
            throw new IllegalStateException("expected a registered thread, found " + Thread.currentThread().getName()
                    + ", which is not: call register() on it before its first section");
        }
        return reader;
    }

    @Override
    public void readLock() {
        current().enter();
    }

    @Override
    public void readUnlock() {
        current().leave();
    }

    /** Unless sections are to be checked. */
    @Override
    public boolean sectionsAreImplicit() {
        return !QsbrReader.CHECKED;
    }

    /** A thread of which no handle is online has no sections. */
    @Override
    public boolean mayBeInImplicitSection() {
        return sectionsAreImplicit() && isOnline();
    }

    /** Whether any handle of the calling thread is online. */
    boolean isOnline() {
        List<QsbrReader> all = allMine();
        for (int i = 0; all != null && i < all.size(); i++) {
            if (all.get(i).isOnline()) {
                return true;
            }
        }
        return false;
    }

    /** A handle of the caller that did not rest is inside a section, which the wait would wait for. */
    @Override
    void checkRests() {
        if (isOnline()) {
            throw new IllegalStateException("expected a thread that rests while it waits for a grace period, found "
                    + Thread.currentThread().getName()
                    + " inside a section, which it would wait for; leave the section first");
        }
    }

    @Override
    void awaitReaders() {
        // Partner of ordering 2 in QsbrReader: a reader that finds the number finds what the caller stored before.
        CURRENT.setVolatile(this, current + 1);
        VarHandle.fullFence(); // partner of ordering 3 in QsbrReader
        if (hasReaders()) {
            gate.awaitAll(readers());
        }
    }
}
