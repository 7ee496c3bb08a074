package org.tracepointlab.rcu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Where an updater waits for readers, one updater at a time: it spins for a while, then marks the reader that it waits for as
 * awaited, looks once more, and parks. That reader, and no other, unparks it, once.
 *
 * <p>The spin is {@value #DEFAULT_SPINS} looks with a pause each (10 to 90 µs by processor) in one grace period, whatever
 * the number of readers, and none on a machine with one processor. While parked the updater wakes every
 * {@value #LIVENESS_MILLIS} ms to see whether the reader's thread has died, which nobody announces, and where a stall report
 * is due.
 *
 * <p>Orderings, and what each pairs with:
 * <ol>
 * <li>The updater marks the reader, then has the flavour's heavy fence, then looks at the reader. The reader stores that it
 *     left, then has its own fence (where the heavy fence is membarrier(2), a compiler barrier is enough), then looks whether
 *     it is marked. At least one sees the other's store: without either fence, the updater may park though nobody will wake
 *     it.
 * </ol>
 */
final class ReaderGate {

    private static final int DEFAULT_SPINS = 1_000;
    private static final int SPINS = Runtime.getRuntime().availableProcessors() == 1 ? 0
            : Integer.getInteger("org.tracepointlab.rcu.spins", DEFAULT_SPINS);
    private static final long LIVENESS_MILLIS = 100;

    private volatile Thread waiter;

    /** The thread that is parked, or about to; null if there is none any more. */
    Thread waiter() {
        return waiter;
    }

    private record Inside<R extends OwnedReader>(R reader, long mark) { }

    /** One wait for all readers that are inside. */
    final class Wait {

        private final UpdateSide<?> home;
        private int spins = SPINS;
        private StallWatch watch;
        private boolean interrupted;

        Wait(UpdateSide<?> home) {
            this.home = home;
        }

        /**
         * Waits for each of them. Not interruptible; an interrupt is kept. The caller has made its heavy fence.
         *
         * @param dead is told of each reader whose thread ended inside
         */
        <R extends OwnedReader> void awaitAll(Iterable<R> readers, Consumer<? super R> dead) {
            for (Inside<R> inside : insideNow(readers)) {
                R reader = inside.reader();
                if (reader.blocks(inside.mark()) && !spin(reader, inside.mark())
                        && park(reader, inside.mark(), readers)) {
                    dead.accept(reader);
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        /**
         * The readers to wait for, all looked at before any is waited for: they leave while the others are waited for. Looked
         * at one by one, each might be in a later section by then, and the waits would add up.
         */
        private <R extends OwnedReader> List<Inside<R>> insideNow(Iterable<R> readers) {
            List<Inside<R>> all = new ArrayList<>(1);
            for (R reader : readers) {
                long mark = reader.mark();
                if (reader.blocks(mark)) {
                    all.add(new Inside<>(reader, mark));
                }
            }
            return all;
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
                    LockSupport.parkNanos(ReaderGate.this,
                            Math.min(watch.nanosLeft(), TimeUnit.MILLISECONDS.toNanos(LIVENESS_MILLIS)));
                    interrupted |= Thread.interrupted();
                    watch.check(() -> holders(readers));
                }
            } finally {
                reader.setAwaited(false);
                waiter = null;
            }
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
