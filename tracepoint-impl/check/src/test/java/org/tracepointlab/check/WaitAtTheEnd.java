package org.tracepointlab.check;

import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/** A batch scope that waits once more than it has to. */
final class WaitAtTheEnd implements BatchScope {

    @Override
    public TransitionStrategy inside(TransitionStrategy outside) {
        return outside;
    }

    @Override
    public void end(BatchSteps steps) {
        steps.synchronize();
    }
}
