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

    /** What follows the last transition. */
    void end(BatchSteps steps);
}
