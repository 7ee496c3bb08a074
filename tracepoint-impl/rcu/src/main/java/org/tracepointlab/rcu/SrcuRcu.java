package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The {@code srcu} flavour: sections that may block, and that may end on another thread than they began on.
 * {@link #lock()} returns an index that {@link #unlock} takes; nobody registers, so any number of threads, virtual ones
 * too, may be inside. The price is an atomic addition and a fence for each entry and each exit.
 *
 * <h2>Assumptions</h2>
 * <ol>
 * <li>Those of {@link Rcu}, but a section opened by {@link #lock()} belongs to no thread.
 * <li>Each index from {@link #lock()} is given to {@link #unlock} once, after what the section did.
 * </ol>
 *
 * <h2>Guarantees</h2>
 * <ol>
 * <li>Those of {@link Rcu}. Domains are independent: a section that blocks holds up its own domain only.
 * <li>{@link #readLock()} and the handles of {@link #register()} keep the index for the thread, and nest. Of these it
 *     is known whose they are: waiting inside one is refused, and one whose thread has died is left for it. Of sections
 *     by index neither is known: waiting inside one waits for ever, and the stall report says how many there are.
 * </ol>
 *
 * <h2>Progress</h2>
 * <ol>
 * <li>{@code lock}, {@code unlock}, {@code readUnlock}: wait-free. {@code readLock}: wait-free after a thread's first
 *     use, which registers it: a lock for a few instructions.
 * <li>{@code getState}, {@code pollState}: wait-free. {@code call}, {@code startPoll}, {@code register}: a lock for a
 *     few instructions.
 * <li>{@code synchronize}, {@code condSynchronize}: wait for the sections of two indices, of which the second may have
 *     been opened while the first was waited for; so readers cannot starve them. They spin for a bounded time, then
 *     park. Not interruptible; {@code synchronizeInterruptibly} is.
 * <li>{@code barrier}, {@code close}: as in {@link MbRcu}.
 * </ol>
 *
 * <h2>Why two scans and a flip</h2>
 * A reader reads the index and counts itself in two steps, and may be delayed between them for any time. Such a one
 * counts itself under the old index after the scan of it, and is not waited for; rightly so, since it then sees what
 * the updater stored. But it is still inside when the <em>next</em> grace period begins, which must wait for it
 * although it flips to that very index. So each grace period first waits for the sections of the index that is not in
 * use ("stragglers"), then flips, then waits for those of the index that was.
 *
 * <p>Orderings, and what each pairs with, beyond those of {@link SrcuStripes} and {@link GracePeriodEngine}:
 * <ol>
 * <li>"E" and "D": the flip is a volatile store between full fences. The partner of the first is "B": a reader that
 *     sees the new index sees what was stored before. That of the second as well: a reader that the scan after it
 *     missed uses the new index next time.
 * <li>An exit, then a full fence, then the look at the waiting updater. The partner is the updater's full fence between
 *     naming itself and its last scan before it parks: without either, it may park though nobody will wake it.
 * </ol>
 *
 * <p>Source: kernel/rcu/srcutree.c, and the two-index counters of Paul McKenney's srcu of 2006.
 */
public class SrcuRcu extends GracePeriodEngine<StripedReader> {

    private static final int SPINS = Runtime.getRuntime().availableProcessors() == 1 ? 0 : 200;
    private static final long PARK_MILLIS = 100;
    private static final VarHandle WAITING;

    static {
        try {
            WAITING = MethodHandles.lookup().findVarHandle(SrcuRcu.class, "waiting", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        Rehearsal.of(new SrcuRcu("rehearsal", Rehearsal.THREADS));
    }

    private final SrcuStripes stripes = new SrcuStripes();
    // Written under the grace-period lock only.
    private volatile int index;
    private Thread waiting;

    /**
     * @param name names the domain in threads and messages
     */
    public SrcuRcu(String name) {
        this(name, Thread::new);
    }

    /** With threads from there. */
    SrcuRcu(String name, ThreadFactory threads) {
        super(name, new OwnedReader[CACHED], threads);
    }

    /** A pair of domains for tracepoints; both are of this flavour, and do not wait for each other's readers. */
    public static RcuDomains domains() {
        return new RcuDomains("srcu", new SrcuRcu("srcu-rcu"), new SrcuRcu("srcu-srcu"), false, () -> { });
    }

    /**
     * Opens a section, which belongs to no thread.
     *
     * @return its index, 0 or 1, to be given to {@link #unlock}
     */
    public final int lock() {
        int now = index;
        stripes.enter(now);
        return now;
    }

    /**
     * Closes a section, on any thread.
     *
     * @param section what {@link #lock()} returned
     * @throws IllegalArgumentException if that can be no index; one that was given back before is not noticed
     */
    public final void unlock(int section) {
        if ((section & ~1) != 0) {
            throw new IllegalArgumentException("expected an index that lock() returned, 0 or 1, found " + section);
        }
        stripes.leave(section);
        VarHandle.fullFence(); // ordering 2
        Thread updater = (Thread) WAITING.getOpaque(this);
        if (updater != null) {
            LockSupport.unpark(updater);
        }
    }

    /** How many sections are open, of both indices; a moment's count, for tests and reports. */
    public final long openSections() {
        return stripes.open(0) + stripes.open(1);
    }

    @Override
    protected final StripedReader newReader() {
        return new StripedReader(this);
    }

    @Override
    protected final void delist(StripedReader reader) {
        super.delist(reader);
        reader.abandon();
    }

    @Override
    public final void readLock() {
        current().lock();
    }

    @Override
    public final void readUnlock() {
        current().unlock();
    }

    /** Sections of {@link #lock()} belong to no reader. */
    @Override
    final boolean mayHaveReaders() {
        return true;
    }

    @Override
    final void awaitReaders() {
        VarHandle.fullFence(); // what the caller stored comes before the scans
        awaitStragglers(1 ^ index);
        flip();
        awaitDrained(1 ^ index);
        VarHandle.fullFence(); // the scans come before what the caller does next
    }

    /** The first of the two scans. */
    void awaitStragglers(int unused) {
        awaitDrained(unused);
    }

    private void flip() {
        VarHandle.fullFence(); // "E"
        index = 1 ^ index;
        VarHandle.fullFence(); // "D"
    }

    final void awaitDrained(int drained) {
        for (int i = 0; i <= SPINS; i++) {
            if (stripes.open(drained) == 0) {
                return;
            }
            Thread.onSpinWait();
        }
        park(drained);
    }

    private void park(int drained) {
        StallWatch watch = stallWatch();
        boolean interrupted = false;
        WAITING.setOpaque(this, Thread.currentThread());
        try {
            VarHandle.fullFence(); // ordering 2
            while (stripes.open(drained) != 0) {
                leaveForTheDead();
                LockSupport.parkNanos(this,
                        Math.min(watch.nanosLeft(), TimeUnit.MILLISECONDS.toNanos(PARK_MILLIS)));
                interrupted |= Thread.interrupted();
                watch.check(() -> holders(drained));
            }
        } finally {
            WAITING.setOpaque(this, (Thread) null);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void leaveForTheDead() {
        for (StripedReader reader : readers()) {
            if (reader.isDead()) {
                delist(reader);
            }
        }
    }

    private List<StallReport.Holder> holders(int drained) {
        List<StallReport.Holder> holders = new ArrayList<>();
        long unknown = stripes.open(drained);
        for (StripedReader reader : readers()) {
            if (reader.blocks(0) && reader.index() == drained) {
                holders.add(StallReport.Holder.of(reader.owner, reader.nesting()));
                unknown--;
            }
        }
        if (unknown > 0) {
            holders.add(new StallReport.Holder("(sections by index, of no known thread: " + unknown + ")", 1,
                    List.of()));
        }
        return holders;
    }
}
