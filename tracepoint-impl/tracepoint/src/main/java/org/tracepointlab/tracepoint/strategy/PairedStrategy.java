package org.tracepointlab.tracepoint.strategy;

import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.ReadSide;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * Not the kernel's: a lower bound. The call's target has its data bound to it ({@link ReadSide#PAIRED}), so no reader
 * can hold data of another func, and no transition has anything to wait for.
 */
public final class PairedStrategy implements TransitionStrategy {

    // 0->1: until the key is on, only late readers of an earlier time come here; they call the pair or nothing.
    @Override
    public void zeroToOne(TransitionSteps steps, Change change) {
        steps.callFunc(change.now().first());
        steps.publish(change.now());
        steps.keyOn();
    }

    // 1->2: the call first, or readers would miss the second probe for a moment longer.
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

    // 2->1: in either order, since a reader takes func and data at once.
    @Override
    public void twoToOne(TransitionSteps steps, Change change) {
        steps.publish(change.now());
        steps.callFunc(change.now().first());
    }

    // 1->0: the call must go too: a reader that tested the key before would call the pair after unregister returned.
    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        steps.keyOff();
        steps.callIterator();
        steps.publish(change.now());
    }
}
