package org.tracepointlab.tracepoint.strategy;

import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.SnapshotId;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * The follow-up (Linux 7b40066c97ec): notes the grace-period state where the fix waited, and waits only in the later
 * transition that needs that grace period, if it has not elapsed by then.
 */
public final class ConditionalStrategy implements TransitionStrategy {

    // 0->1: with the call and the array in place, readers may come in.
    @Override
    public void zeroToOne(TransitionSteps steps, Change change) {
        steps.condSync(SnapshotId.ONE_ZERO_ONE);
        steps.callFunc(change.now().first());
        steps.publish(change.now());
        steps.keyOn();
    }

    // 1->2: the iterator first, so that no reader finds two probes and calls only one.
    @Override
    public void oneToTwo(TransitionSteps steps, Change change) {
        steps.callIterator();
        steps.publish(change.now());
        if (change.data0Differs()) {
            steps.getState(SnapshotId.N_TWO_ONE);
        }
    }

    // N->N+1: the iterator is there.
    @Override
    public void nToNPlusOne(TransitionSteps steps, Change change) {
        steps.publish(change.now());
        if (change.data0Differs()) {
            steps.getState(SnapshotId.N_TWO_ONE);
        }
    }

    // N->N-1: the iterator stays.
    @Override
    public void nToNMinusOne(TransitionSteps steps, Change change) {
        steps.publish(change.now());
        if (change.data0Differs()) {
            steps.getState(SnapshotId.N_TWO_ONE);
        }
    }

    // 2->1: a reader that took its data from an older array must not meet the one func that is left.
    @Override
    public void twoToOne(TransitionSteps steps, Change change) {
        steps.publish(change.now());
        if (change.data0Differs()) {
            steps.getState(SnapshotId.N_TWO_ONE);
        }
        steps.condSync(SnapshotId.N_TWO_ONE);
        steps.callFunc(change.now().first());
    }

    // 1->0: no new readers; those inside are noted, and the next 0->1 waits for them, if they are inside still.
    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        steps.keyOff();
        steps.callIterator();
        steps.publish(change.now());
        steps.getState(SnapshotId.ONE_ZERO_ONE);
    }
}
