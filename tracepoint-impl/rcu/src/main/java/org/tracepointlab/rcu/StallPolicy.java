package org.tracepointlab.rcu;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * When a wait for readers counts as stalled, and who is told. Immutable.
 *
 * <p>The waiting thread itself reports: no domain needs a thread for it. After the first report of a wait the next one
 * comes when it has lasted twice as long, and so on.
 *
 * <p>Source of the idea and of the default: the kernel's RCU CPU stall detector (CONFIG_RCU_CPU_STALL_TIMEOUT, 21 s).
 *
 * @param after  how long a wait lasts before it is reported; more than 0
 * @param report is told on the thread that waits; what it throws is dropped. It must not wait for a grace period
 */
public record StallPolicy(Duration after, Consumer<StallReport> report) {

    /** The system property that sets the default time, in milliseconds; 0 turns reports off. */
    public static final String PROPERTY = "org.tracepointlab.rcu.stallMillis";

    private static final long DEFAULT_MILLIS = 21_000;

    /** Never reports. */
    public static final StallPolicy NEVER = new StallPolicy(Duration.ofNanos(Long.MAX_VALUE), report -> { });

    /** Logs as a warning through {@link System.Logger}, after 21 s or what {@link #PROPERTY} says. */
    public static final StallPolicy DEFAULT = byDefault(Long.getLong(PROPERTY, DEFAULT_MILLIS));

    /** Checks the time. */
    public StallPolicy {
        Objects.requireNonNull(report, "report");
        if (after.isZero() || after.isNegative()) {
            throw new IllegalArgumentException("expected a time above 0 after which a wait is stalled, found " + after);
        }
    }

    /** Logs as a warning through {@link System.Logger} after that time. */
    public static StallPolicy logging(Duration after) {
        return new StallPolicy(after, StallPolicy::log);
    }

    private static StallPolicy byDefault(long millis) {
        return millis <= 0 ? NEVER : logging(Duration.ofMillis(millis));
    }

    private static void log(StallReport report) {
        System.getLogger("org.tracepointlab.rcu").log(System.Logger.Level.WARNING, report.toString());
    }
}
