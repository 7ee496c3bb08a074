package org.tracepointlab.tracepoint;

import java.util.function.BiConsumer;

/** All that a {@link BatchScope} can see and do at the end of a batch. */
public interface BatchSteps {

    /** Whether any probe was removed in the batch. */
    boolean removed();

    /** {@code tracepoint_synchronize_unregister}: waits for an SRCU and then for an RCU grace period. */
    void synchronize();

    /** Gives each tracepoint that was changed in the batch: its steps, and its probes now, which may be null. */
    void forEachChanged(BiConsumer<TransitionSteps, ProbeArray> action);
}
