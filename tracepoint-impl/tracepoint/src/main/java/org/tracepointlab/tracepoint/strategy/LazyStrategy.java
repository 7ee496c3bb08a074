package org.tracepointlab.tracepoint.strategy;

import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.SnapshotId;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * Not the kernel's: the follow-up, except that 1->0 leaves the call as it is. So where turning the key off is a store
 * (patching {@code deferred} or {@code field}), nothing is patched in 1->0, and a 0->1 that attaches the same func
 * again neither patches the call nor waits. The func that was attached last stays reachable until another one is
 * attached.
 */
public final class LazyStrategy implements TransitionStrategy {

    // 0->1: late readers call the func that was attached last. With new data of that same func they do no harm until
    // the call is another func's: the next 2->1 waits for them. For another func the call is patched now, when no late
    // reader is inside any more, and before new ones find its data.
    @Override
    public void zeroToOne(TransitionSteps steps, Change change) {
        if (steps.isCalled(change.now().first())) {
            steps.publish(change.now());
            steps.getState(SnapshotId.N_TWO_ONE);
        } else {
            steps.condSync(SnapshotId.ONE_ZERO_ONE);
            steps.callFunc(change.now().first());
            steps.publish(change.now());
        }
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

    // 1->0: no new readers; those inside call the func of their own data, or nothing. They are noted, and the next 0->1
    // waits for them, if they are inside still.
    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        steps.keyOff();
        steps.publish(change.now());
        steps.getState(SnapshotId.ONE_ZERO_ONE);
    }
}
