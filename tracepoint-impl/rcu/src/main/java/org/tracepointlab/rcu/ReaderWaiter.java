package org.tracepointlab.rcu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Where an updater waits for readers, one updater at a time: it spins for a while, then marks the reader that it waits
 * for as awaited, looks once more, and parks. That reader, and no other, unparks it, once.
 *
 * <p>The spin is {@value #DEFAULT_SPINS} looks with a pause each (10 to 90 µs by processor) in one grace period,
 * whatever the number of readers, and none on a machine with one processor. While parked the updater wakes every
 * {@value #LIVENESS_MILLIS} ms to see whether the reader's thread has died, which nobody announces, and where a stall
 * report is due.
 *
 * <p>Orderings, and what each pairs with:
 * <ol>
 * <li>The updater marks the reader, then has the flavour's heavy fence, then looks at the reader. The reader stores
 *     that it left, then has its own fence (where the heavy fence is membarrier(2), a compiler barrier is enough), then
 *     looks whether it is marked. At least one sees the other's store: without either fence, the updater may park
 *     though nobody will wake it.
 * </ol>
 */
final class ReaderWaiter {

    private static final int DEFAULT_SPINS = 1_000;
    private static final int SPINS = Runtime.getRuntime().availableProcessors() == 1 ? 0
            : Integer.getInteger("org.tracepointlab.rcu.spins", DEFAULT_SPINS);
    private static final long LIVENESS_MILLIS = 100;

    private final GracePeriodEngine<?> home;
    private volatile Thread waiter;

    // Of the one updater that waits, under the grace-period lock. Kept from wait to wait: what a wait allocates, it
    // pays for in page faults, of 2 µs each, as long as the heap grows.
    private OwnedReader[] inside = new OwnedReader[1];
    private long[] marks = new long[1];
    private int spins;
    private StallWatch watch;
    private boolean interrupted;

    ReaderWaiter(GracePeriodEngine<?> home) {
        this.home = home;
    }

    /** The thread that is parked, or about to; null if there is none any more. */
    Thread waiter() {
        return waiter;
    }

    /**
     * Waits for each of the readers that are inside. Not interruptible; an interrupt is kept. The caller has made its
     * heavy fence. A reader whose thread ended inside is taken out of the domain.
     */
    void awaitAll(Iterable<? extends OwnedReader> readers) {
        int count = lookAtAll(readers);
        if (count == 0) {
            return;
        }
        spins = SPINS;
        try {
            for (int i = 0; i < count; i++) {
                OwnedReader reader = inside[i];
                long mark = marks[i];
                if (reader.blocks(mark) && !spin(reader, mark) && park(reader, mark, readers)) {
                    home.left(reader);
                }
            }
        } finally {
            watch = null;
            boolean keep = interrupted;
            interrupted = false;
            Arrays.fill(inside, 0, count, null); // else it keeps who is gone; the next wait stores over it
            if (keep) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Finds the readers to wait for, all looked at before any is waited for: they leave while the others are waited
     * for. Looked at one by one, each might be in a later section by then, and the waits would add up.
     */
    private int lookAtAll(Iterable<? extends OwnedReader> readers) {
        int count = 0;
        for (OwnedReader reader : readers) {
            long mark = reader.mark();
            if (reader.blocks(mark)) {
                if (count == inside.length) {
                    // may be ahead, where the other one failed
                    marks = marks.length == count ? home.grown(marks) : marks;
                    inside = Arrays.copyOf(inside, 2 * count);
                }
                inside[count] = reader;
                marks[count++] = mark;
            }
        }
        return count;
    }

    /** Whether the reader was seen to leave. */
    private boolean spin(OwnedReader reader, long mark) {
        while (spins > 0) {
            spins--;
            Thread.onSpinWait();
            if (!reader.blocks(mark)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the reader's thread has died. */
    private boolean park(OwnedReader reader, long mark, Iterable<? extends OwnedReader> readers) {
        if (watch == null) {
            watch = home.stallWatch();
        }
        waiter = Thread.currentThread();
        try {
            while (true) {
                reader.setAwaited(true);
                home.heavyFence(); // ordering 1
                if (!reader.blocks(mark)) {
                    return false;
                }
                if (reader.isDead()) {
                    return true;
                }
                LockSupport.parkNanos(this, Math.min(watch.nanosLeft(),
                        TimeUnit.MILLISECONDS.toNanos(LIVENESS_MILLIS)));
                interrupted |= Thread.interrupted();
                watch.check(() -> holders(readers));
            }
        } finally {
            waiter = null;
            reader.setAwaited(false); // where this fails, the reader finds nobody to wake, once
        }
    }

    /** The readers that are inside now. */
    private static List<StallReport.Holder> holders(Iterable<? extends OwnedReader> readers) {
        List<StallReport.Holder> holders = new ArrayList<>();
        for (OwnedReader reader : readers) {
            if (reader.blocks(reader.mark())) {
                holders.add(StallReport.Holder.of(reader.owner, reader.nesting()));
            }
        }
        return holders;
    }
}
