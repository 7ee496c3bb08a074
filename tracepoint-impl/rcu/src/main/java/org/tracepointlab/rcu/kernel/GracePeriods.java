package org.tracepointlab.rcu.kernel;

/**
 * What {@link TreeRcu} and {@link TreeSrcu} have in common for those who ask for grace periods. Guarded by the
 * machine's lock.
 */
interface GracePeriods {

    /** Enqueues a callback on a CPU. */
    void call(int cpu, Callback callback);

    /** Runs an action once every callback that is enqueued or being run now has run. */
    void barrier(Runnable action);

    /** The cookie of the next full grace period; starts nothing. */
    long getState();

    /** The cookie of the next full grace period, which is begun at once if none is in progress. */
    long startPoll(int cpu);

    /** Whether a full grace period has elapsed since the cookie was taken. */
    boolean pollState(long cookie);
}
