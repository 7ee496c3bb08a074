package org.tracepointlab.tracepoint;

/**
 * How often updates waited for readers.
 *
 * @param waits     waits: each is one {@code synchronizeUnregister}, or one conditional one that had to synchronize
 * @param rcuWaits  RCU synchronisations that these waits made
 * @param srcuWaits SRCU synchronisations that these waits made
 */
public record WaitCounters(long waits, long rcuWaits, long srcuWaits) {

    /** What was counted since {@code earlier}. */
    public WaitCounters since(WaitCounters earlier) {
        return new WaitCounters(
                waits - earlier.waits, rcuWaits - earlier.rcuWaits, srcuWaits - earlier.srcuWaits);
    }
}
