package org.tracepointlab.patching;

import java.time.Duration;

/**
 * When keys of the {@code deferred} flavour are folded. Immutable.
 *
 * @param quietNanos    how long a key must have been off, in nanoseconds; 0 or more
 * @param intervalNanos how far apart batches begin at least, in nanoseconds; 0 or more
 */
public record FoldingRate(long quietNanos, long intervalNanos) {

    /** A batch that took some time is followed by a rest of so many times that. */
    static final int SHARE = 20;

    /** 100 ms each. */
    public static final FoldingRate DEFAULT = after(Duration.ofMillis(100));

    /** @throws IllegalArgumentException if one is negative */
    public FoldingRate {
        if (quietNanos < 0 || intervalNanos < 0) {
            throw new IllegalArgumentException("expected times of 0 or more; found a quiet time of " + quietNanos
                    + " ns and an interval of " + intervalNanos + " ns");
        }
    }

    /** After that quiet time, in batches as far apart. */
    public static FoldingRate after(Duration quiet) {
        return new FoldingRate(quiet.toNanos(), quiet.toNanos());
    }
}
