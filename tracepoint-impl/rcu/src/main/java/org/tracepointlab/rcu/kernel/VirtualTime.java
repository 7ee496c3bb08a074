package org.tracepointlab.rcu.kernel;

/**
 * The clock of a kernel flavour that runs in virtual time. Time moves while a thread waits for a grace period, and by
 * {@link #elapse}; the code between two waits takes none. Thread-safe, but deterministic only with a single updater
 * thread.
 */
public interface VirtualTime {

    /** The current jiffy; jiffy 0 is the start. */
    long jiffies();

    /** The current time in ns since jiffy 0. */
    long nanos();

    /** Lets time pass, as if the caller were busy for this many ns (0 or more); ticks and timers happen meanwhile. */
    void elapse(long nanos);

    /**
     * Does something at the start of a jiffy to come, before its ticks: a reader that leaves, for instance. Runs on the
     * thread that moves the time.
     *
     * @throws IllegalArgumentException if that jiffy has come already
     */
    void at(long jiffy, Runnable action);
}
