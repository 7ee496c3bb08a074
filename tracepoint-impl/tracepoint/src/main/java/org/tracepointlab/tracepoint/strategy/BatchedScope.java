package org.tracepointlab.tracepoint.strategy;

import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * Not the kernel's: one grace period for a whole batch. Inside of it no call is patched to a func; those that end up
 * with one probe are left at the iterator, which looks at funcs itself and so is right for any number of them. The end
 * waits once, if any probe was removed, and then patches them.
 */
public final class BatchedScope implements BatchScope {

    private static final TransitionStrategy INSIDE = new Inside();

    @Override
    public TransitionStrategy inside(TransitionStrategy outside) {
        return INSIDE;
    }

    @Override
    public void end(BatchSteps steps) {
        if (steps.removed()) {
            steps.synchronize();
        }
        steps.forEachChanged((tracepoint, funcs) -> {
            if (funcs != null && funcs.size() == 1) {
                tracepoint.callFunc(funcs.first());
            }
        });
    }

    private static final class Inside implements TransitionStrategy {

        // 0->1: the call is at the iterator since 1->0, or from the start.
        @Override
        public void zeroToOne(TransitionSteps steps, Change change) {
            steps.publish(change.now());
            steps.keyOn();
        }

        // 1->2: the call may have been patched before the batch.
        @Override
        public void oneToTwo(TransitionSteps steps, Change change) {
            steps.callIterator();
            steps.publish(change.now());
        }

        @Override
        public void nToNPlusOne(TransitionSteps steps, Change change) {
            steps.publish(change.now());
        }

        @Override
        public void nToNMinusOne(TransitionSteps steps, Change change) {
            steps.publish(change.now());
        }

        // 2->1: the end patches the call.
        @Override
        public void twoToOne(TransitionSteps steps, Change change) {
            steps.publish(change.now());
        }

        // 1->0: the end waits.
        @Override
        public void oneToZero(TransitionSteps steps, Change change) {
            steps.keyOff();
            steps.callIterator();
            steps.publish(change.now());
        }
    }
}
