package org.tracepointlab.tracepoint;

/** What an implementation does around a whole enable-all or disable-all. */
@FunctionalInterface
public interface BatchScope {

    /** Does nothing around it. */
    BatchScope NONE = (gracePeriods, transitions) -> transitions.run();

    /**
     * Runs all transitions of the batch.
     *
     * @param gracePeriods the registry's, whose mutex the caller holds
     * @param transitions  to be run once
     */
    void run(GracePeriods gracePeriods, Runnable transitions);
}
