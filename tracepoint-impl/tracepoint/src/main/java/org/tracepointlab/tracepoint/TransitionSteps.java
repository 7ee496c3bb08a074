package org.tracepointlab.tracepoint;

/**
 * All that a {@link TransitionStrategy} can do, for one tracepoint. Narrow, so that what a transition does can be
 * recorded or replayed against something else than a real tracepoint.
 *
 * <p>Called by one thread at a time (the registry's mutex).
 */
public interface TransitionSteps {

    /** Whether the static call calls the func of this entry already, so that patching it to that changes nothing. */
    boolean isCalled(ProbeEntry entry);

    /** Makes the static call call the func of this entry. */
    void callFunc(ProbeEntry entry);

    /** Makes the static call call the iterator. */
    void callIterator();

    /** Stores to {@code funcs} with release semantics; null for no probes. */
    void publish(ProbeArray funcs);

    /** Turns the static key on. */
    void keyOn();

    /** Turns the static key off. */
    void keyOff();

    /** Overwrites that snapshot with the present grace-period state. Does not wait. */
    void getState(SnapshotId id);

    /** Waits unless a grace period of each kind has elapsed since that snapshot was taken, or none is outstanding. */
    void condSync(SnapshotId id);

    /** {@code tracepoint_synchronize_unregister}: waits for an SRCU and then for an RCU grace period. */
    void synchronize();
}
