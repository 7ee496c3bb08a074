package org.tracepointlab.tracepoint;

/**
 * What an implementation does otherwise inside of a batch ({@link TracepointRegistry#batch()}), and at its end.
 *
 * <p>Called by one thread at a time (the registry's mutex).
 */
public interface BatchScope {

    /** The same as outside, and nothing at the end. */
    BatchScope NONE = new BatchScope() {
        @Override
        public TransitionStrategy inside(TransitionStrategy outside) {
            return outside;
        }

        @Override
        public void end(BatchSteps steps) {
            // nothing is left to do
        }
    };

    /**
     * How transitions are made inside.
     *
     * @param outside the implementation's own
     */
    TransitionStrategy inside(TransitionStrategy outside);

    /**
     * What follows the last transition. If it throws, or is left out since the batch was closed where no update may be
     * made, what the batch changed is owed: the next update sends the calls of its tracepoints to the iterator, waits
     * for readers, and makes each as it is outside of batches.
     */
    void end(BatchSteps steps);
}
