package org.tracepointlab.tracepoint.strategy;

import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * The parent commit (Linux f7ec41212563), with its two bugs, neither mended nor made worse: after 1->0 the call keeps
 * its old target, so a late reader can meet the func of the next 0->1; and 2->1 waits only if element 0 changes in that
 * very step, not if it changed in an earlier one.
 */
public final class OriginalStrategy implements TransitionStrategy {

    // 0->1: with the call and the array in place, readers may come in.
    @Override
    public void zeroToOne(TransitionSteps steps, Change change) {
        steps.callFunc(change.now().first());
        steps.publish(change.now());
        steps.keyOn();
    }

    // 1->2: the iterator first, so that no reader finds two probes and calls only one.
    @Override
    public void oneToTwo(TransitionSteps steps, Change change) {
        steps.callIterator();
        steps.publish(change.now());
    }

    // N->N+1: the iterator is there.
    @Override
    public void nToNPlusOne(TransitionSteps steps, Change change) {
        steps.callIterator();
        steps.publish(change.now());
    }

    // N->N-1: the iterator stays.
    @Override
    public void nToNMinusOne(TransitionSteps steps, Change change) {
        steps.publish(change.now());
        steps.callIterator();
    }

    // 2->1: a reader that took its data from an older array must not meet the one func that is left.
    @Override
    public void twoToOne(TransitionSteps steps, Change change) {
        steps.publish(change.now());
        if (change.data0Differs()) {
            steps.synchronize();
        }
        steps.callFunc(change.now().first());
    }

    // 1->0: no new readers; nothing waits for those inside, here or later: the next 0->1 patches the call under them.
    // The bug.
    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        steps.keyOff();
        steps.publish(change.now());
    }
}
