package org.tracepointlab.rcu;

/**
 * Arithmetic on grace-period sequence numbers: a counter of grace periods above two bits of phase. Phase 0 is idle; any
 * other value means that a grace period is in progress.
 *
 * <p>All comparisons are made with wrap-around: a number is "at or after" another if it is ahead by less than half of
 * the range. Pure functions; thread-safe.
 *
 * <p>Source: the {@code rcu_seq_*} functions of kernel/rcu/rcu.h.
 */
public final class GracePeriodSequence {

    /** The bits that hold the phase. */
    public static final long PHASE_MASK = 3;

    private GracePeriodSequence() {
    }

    /** The phase of a sequence number, 0 (idle) to 3. */
    public static int phase(long seq) {
        return (int) (seq & PHASE_MASK);
    }

    /** The same grace period in another phase. */
    public static long withPhase(long seq, int phase) {
        return (seq & ~PHASE_MASK) | phase;
    }

    /** Whether a grace period is in progress. */
    public static boolean inProgress(long seq) {
        return phase(seq) != 0;
    }

    /** The number once a grace period has begun. Only an idle sequence may be started. */
    public static long started(long seq) {
        if (inProgress(seq)) {
            throw new IllegalStateException("expected an idle grace-period sequence, found " + seq);
        }
        return seq + 1;
    }

    /** The number once the grace period in progress has ended. */
    public static long ended(long seq) {
        if (!inProgress(seq)) {
            throw new IllegalStateException("expected a grace period in progress, found sequence " + seq);
        }
        return (seq | PHASE_MASK) + 1;
    }

    /**
     * The number that the sequence must reach for a full grace period to have elapsed from now on. A grace period that
     * is in progress does not count, since it may have begun before an updater's last store.
     */
    public static long snapshot(long seq) {
        return (seq + 2 * PHASE_MASK + 1) & ~PHASE_MASK;
    }

    /** Whether {@code seq} is at {@code other} or after it. */
    public static boolean reached(long seq, long other) {
        return seq - other >= 0;
    }

    /** Whether {@code seq} is before {@code other}. */
    public static boolean before(long seq, long other) {
        return seq - other < 0;
    }
}
