package org.tracepointlab.work.runtime;

/**
 * The counts of one thread: for each class that it ran code of, an array of cells. Written by its own thread alone.
 * The profiler reads and clears those of benchmark threads between iterations, when JMH has handed their results over.
 */
final class ThreadCounts {
    private static final int FEW = 64;
    private static final long[][] NOWHERE = {};

    final Thread thread;
    /** Where its code counts now: one of the two below, or nowhere. */
    long[][] active;
    /** Inside of benchmark operations. */
    long[][] inside = new long[FEW][];
    /** Outside of them; all that other threads do. */
    long[][] outside = new long[FEW][];
    /** What {@link #outside} was when the measurement began. */
    long[][] before = NOWHERE;
    /** Operations that it began since the counts were cleared. */
    long operations;
    /** Whether it ever ran a measurement loop of JMH. */
    boolean benchmark;
    /** Whether the thread has ended. */
    boolean gone;

    private long[][] suspended;
    private int depth;

    ThreadCounts(Thread thread) {
        this.thread = thread;
        active = outside;
    }

    /** The cells of a class, made on its first use. */
    long[] open(int id) {
        if (depth > 0) {
            return Work.sink;
        }
        long[][] all = active;
        if (id >= all.length) {
            all = longer(all, id + 1);
            replace(all);
        }
        if (all[id] == null) {
            all[id] = new long[Work.cells[id]];
        }
        return all[id];
    }

    private void replace(long[][] all) {
        if (active == inside) {
            inside = all;
        } else {
            outside = all;
        }
        active = all;
    }

    /** From here on nothing counts, until as many calls of {@link #resume}. */
    void suspend() {
        if (depth++ == 0) {
            suspended = active;
            active = NOWHERE;
        }
    }

    void resume() {
        if (depth > 0 && --depth == 0) {
            active = suspended;
            suspended = null;
        }
    }

    void enter() {
        operations++;
        active = inside;
    }

    void exit() {
        active = outside;
    }

    void clear() {
        operations = 0;
        before = NOWHERE;
        for (long[] cells : inside) {
            if (cells != null) {
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = 0;
                }
            }
        }
    }

    void noteBefore() {
        long[][] now = outside;
        long[][] copy = new long[now.length][];
        addTo(copy, now, null);
        before = copy;
    }

    /** Adds {@code from}, less {@code less}, to {@code to}, whose outer array is long enough. */
    static void addTo(long[][] to, long[][] from, long[][] less) {
        for (int id = 0; id < from.length; id++) {
            if (from[id] != null) {
                to[id] = sum(to[id], from[id], less == null || id >= less.length ? null : less[id]);
            }
        }
    }

    private static long[] sum(long[] to, long[] from, long[] less) {
        long[] sum = to == null ? new long[from.length] : to;
        for (int i = 0; i < from.length; i++) {
            sum[i] += from[i] - (less == null ? 0 : less[i]);
        }
        return sum;
    }

    static long[][] longer(long[][] all, int atLeast) {
        int length = FEW;
        while (length < atLeast) {
            length += length;
        }
        long[][] longer = new long[length][];
        System.arraycopy(all, 0, longer, 0, all.length);
        return longer;
    }
}
