package org.tracepointlab.check.torture;

import java.time.Duration;
import java.util.Objects;

/**
 * How to torture.
 *
 * @param duration how long, stutters included; 0 or longer
 * @param readers  how many threads read, 1 to {@value #MOST_READERS}
 * @param seed     of each thread's choices; what the threads make of them together differs from run to run all the same
 * @param patience how long a wait may take before it counts as one that does not end
 */
public record TortureSettings(Duration duration, int readers, long seed, Duration patience) {

    /** As many readers as may be asked for. */
    public static final int MOST_READERS = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Checks the ranges. */
    public TortureSettings {
        Objects.requireNonNull(patience, "patience");
        if (duration.isNegative()) {
            throw new IllegalArgumentException("expected a duration of 0 or longer, found " + duration);
        }
        if (readers < 1 || readers > MOST_READERS) {
            throw new IllegalArgumentException("expected 1 to " + MOST_READERS + " readers, found " + readers);
        }
    }

    /** With a patience of 30 s. */
    public TortureSettings(Duration duration, int readers, long seed) {
        this(duration, readers, seed, PATIENCE);
    }
}
