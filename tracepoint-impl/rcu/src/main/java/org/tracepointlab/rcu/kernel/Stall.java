package org.tracepointlab.rcu.kernel;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.tracepointlab.rcu.Resting;
import org.tracepointlab.rcu.StallReport;
import org.tracepointlab.rcu.StallWatch;

/**
 * One wait of a thread: its clock, who holds it up, and whether the thread was interrupted meanwhile. Never asked, and
 * no thread parks, under the machine's lock. Used by one thread.
 */
final class Stall {

    private final StallWatch watch;
    private final Supplier<List<StallReport.Holder>> holders;
    private boolean interrupted;

    Stall(StallWatch watch, Supplier<List<StallReport.Holder>> holders) {
        this.watch = watch;
        this.holders = holders;
    }

    /**
     * Parks until the thread is unparked, its next report is due, or this time has passed, and then reports if it is
     * due.
     */
    void park(Object blocker, long nanos) {
        interrupted |= Thread.interrupted(); // or it would not park
        parkResting(blocker, Math.min(nanos, watch.nanosLeft()));
        interrupted |= Thread.interrupted();
        watch.check(holders);
    }

    /** Parks, resting in all domains: also with handles that the thread has only got in a callback that it ran. */
    static void parkResting(Object blocker, long nanos) {
        Resting resting = Resting.begin();
        try {
            LockSupport.parkNanos(blocker, nanos);
        } finally {
            resting.end();
        }
    }

    /** The wait is over, however it ended: an interrupt is in the thread's flag again. */
    void end() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
