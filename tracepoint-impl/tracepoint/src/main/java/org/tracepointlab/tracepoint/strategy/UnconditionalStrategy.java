package org.tracepointlab.tracepoint.strategy;

import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * The fix (Linux 231264d6927f): waits at each 1->0 and at each 2->1, whether anyone needs it or not. Correct, and slow
 * to tear down.
 */
public final class UnconditionalStrategy implements TransitionStrategy {

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
        steps.publish(change.now());
    }

    // N->N-1: the iterator stays.
    @Override
    public void nToNMinusOne(TransitionSteps steps, Change change) {
        steps.publish(change.now());
    }

    // 2->1: a reader that took its data from an older array must not meet the one func that is left.
    @Override
    public void twoToOne(TransitionSteps steps, Change change) {
        steps.publish(change.now());
        steps.synchronize();
        steps.callFunc(change.now().first());
    }

    // 1->0: no new readers; those inside are waited for here, so the next 0->1 has nothing to wait for.
    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        steps.keyOff();
        steps.callIterator();
        steps.publish(change.now());
        steps.synchronize();
    }
}
