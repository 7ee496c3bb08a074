package org.tracepointlab.check;

import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TransitionStrategy;

/** A canary: inside of a batch it waits as the original does, which is hardly ever. */
final class HastyScope implements BatchScope {

    @Override
    public TransitionStrategy inside(TransitionStrategy outside) {
        return Implementation.named("original").strategy();
    }

    @Override
    public void end(BatchSteps steps) {
        // too late anyway
    }
}
