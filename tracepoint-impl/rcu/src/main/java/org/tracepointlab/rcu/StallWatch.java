package org.tracepointlab.rcu;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * The clock of one wait for readers. For flavours: whoever waits parks for at most {@link #nanosLeft()} at a time and
 * calls {@link #check} in between. Used by one thread.
 */
public final class StallWatch {

    private final String domain;
    private final StallPolicy policy;
    private final long began = System.nanoTime();
    private long next;

    /** Starts the clock. */
    StallWatch(String domain, StallPolicy policy) {
        this.domain = domain;
        this.policy = policy;
        this.next = policy == StallPolicy.NEVER ? Long.MAX_VALUE : saturatedNanos(policy.after());
    }

    private static long saturatedNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Nanoseconds until the next report is due, at least 1. */
    public long nanosLeft() {
        return Math.max(1, next - (System.nanoTime() - began));
    }

    /** Reports if the time has come. The readers are looked for only then. */
    public void check(Supplier<List<StallReport.Holder>> holders) {
        long waited = System.nanoTime() - began;
        if (waited < next) {
            return;
        }
        next = waited > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * waited;
        try {
            policy.report().accept(new StallReport(domain, Duration.ofNanos(waited), holders.get()));
        } catch (Throwable ignored) {
            // Whatever it is. A report is a courtesy: the wait, and the grace period that others share, go on without
            // it.
        }
    }
}
