package org.tracepointlab.tracepoint;

/**
 * All that a whole update ({@link Transitions}) can do to one tracepoint: the steps of a transition, and those around
 * it.
 */
public interface UpdateSteps extends TransitionSteps {

    /** What the tracepoint is called in messages. */
    String name();

    /** The array published last, or null. */
    ProbeArray funcs();

    /**
     * Allocates what making this array's probes callable takes, before the first step. Changes nothing that a reader
     * could see.
     *
     * @param now the array that is to be published, or null
     */
    default void prepare(ProbeArray now) {
    }

    /** Runs the tracepoint's regfunc, if it has one; what it throws ends the update. */
    void regfunc();

    /** Runs the tracepoint's unregfunc, if it has one; what it throws ends the update. */
    void unregfunc();

    /**
     * Hands the old array over to be released after an RCU and then an SRCU grace period. Does not wait.
     *
     * @param old    the array that is no longer published, or null: the action alone, of an update that failed
     * @param action to run then, or null
     */
    void release(ProbeArray old, Runnable action);
}
