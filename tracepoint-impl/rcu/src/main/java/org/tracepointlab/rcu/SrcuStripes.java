package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many sections were entered and left, for each of two indices, in stripes of 256 bytes: a thread counts in the
 * stripe of its id, so that threads rarely share a cache line. (Of 128, neighbours would share a pair of lines that is
 * fetched together wherever the 32 bytes of counts straddle one.) Only the sums mean anything: a section may be left on
 * another stripe than it was entered on. Thread-safe; counts wrap around.
 *
 * <p>Orderings, and what each pairs with (the letters are those of kernel/rcu/srcutree.c):
 * <ol>
 * <li>"B": a full fence between counting an entry and what the section loads. The partner is "A", the updater's full
 *     fence between its sum of exits and its sum of entries, and the one before its scan: a section that the sum of
 *     entries missed sees what the updater stored.
 * <li>"C": an exit counts with release; the partner is the acquire load in the sum of exits: what a counted section did
 *     is seen.
 * </ol>
 */
final class SrcuStripes {

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
    static final int LONGS = 32; // 256 bytes: a stripe, which holds 4 counts
    private static final int LEFT = 2;
    private static final int MOST = 64;
    private static final int STRIPES =
            Math.min(MOST, Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors() - 1));

    private final long[] counts = new long[(STRIPES + 1) * LONGS];

    private static int base() {
        return ((int) Thread.currentThread().getId() & STRIPES - 1) * LONGS + LONGS;
    }

    /** Counts a section of this index as entered. Wait-free. */
    void enter(int index) {
        COUNT.getAndAdd(counts, base() + index, 1L);
        try {
            VarHandle.fullFence(); // "B"
        } catch (Throwable t) { // the stack may end between the two: then the lock has not taken place
            leave(index);
            throw t;
        }
    }

    /** Counts a section of this index as left. Wait-free. */
    void leave(int index) {
        COUNT.getAndAddRelease(counts, base() + LEFT + index, 1L); // "C"
    }

    /**
     * How many sections of this index are open, 0 only if each that was entered before has been left. Exits are summed
     * first, so that a section whose exit was counted has had its entry counted.
     */
    long open(int index) {
        long left = sum(LEFT + index);
        VarHandle.fullFence(); // "A"
        return sum(index) - left;
    }

    private long sum(int offset) {
        long sum = 0;
        for (int at = LONGS + offset; at < counts.length; at += LONGS) {
            sum += (long) COUNT.getAcquire(counts, at);
        }
        return sum;
    }
}
