package org.tracepointlab.gate.run;

import java.time.Duration;

/**
 * What a gate may take.
 *
 * @param mostTime after which no block is begun, from the gate's start; null for as long as it needs
 * @param cache of what was counted of baselines
 * @param stop ends it before that
 * @param failFast whether the first count or the first work that FAILs ends it: the verdict is known then
 */
public record Effort(Duration mostTime, WorkCache cache, Stop stop, boolean failFast) {

    /** As long as it needs, and nothing is kept. */
    public static final Effort UNLIMITED = new Effort(null, WorkCache.NONE);

    /** What nobody stops. */
    public Effort(Duration mostTime, WorkCache cache) {
        this(mostTime, cache, new Stop());
    }

    /** The same, which another thread may stop. */
    public Effort(Duration mostTime, WorkCache cache, Stop stop) {
        this(mostTime, cache, stop, false);
    }

    /** Checks the range. */
    public Effort {
        if (mostTime != null && (mostTime.isNegative() || mostTime.isZero())) {
            throw new IllegalArgumentException("expected a time of more than nothing, found " + mostTime);
        }
    }
}
