package org.tracepointlab.rcu.kernel;

/**
 * How well a tick source kept time. In virtual time nothing is ever late.
 *
 * @param ticks              ticks handled; stopped ones (NO_HZ_IDLE) are not counted
 * @param lateTicks          those handled a whole jiffy or more after they were due, so that a jiffy was lost
 * @param lostJiffies        jiffies that passed without a tick of their own because the one before was that late
 * @param maxLatenessNanos   the longest lateness of one tick, ns
 */
public record TickStatistics(long ticks, long lateTicks, long lostJiffies, long maxLatenessNanos) {

    /** What has happened since an earlier reading; the longest lateness is that of the whole time. */
    public TickStatistics since(TickStatistics earlier) {
        return new TickStatistics(ticks - earlier.ticks, lateTicks - earlier.lateTicks,
                lostJiffies - earlier.lostJiffies, maxLatenessNanos);
    }
}
