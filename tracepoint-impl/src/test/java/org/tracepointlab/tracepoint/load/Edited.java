package org.tracepointlab.tracepoint.load;

import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/** A strategy with a mistake: for canaries to override. */
class Edited implements TransitionStrategy {

    private final TransitionStrategy right;

    Edited(TransitionStrategy right) {
        this.right = right;
    }

    @Override
    public void zeroToOne(TransitionSteps steps, Change change) {
        right.zeroToOne(steps, change);
    }

    @Override
    public void oneToTwo(TransitionSteps steps, Change change) {
        right.oneToTwo(steps, change);
    }

    @Override
    public void nToNPlusOne(TransitionSteps steps, Change change) {
        right.nToNPlusOne(steps, change);
    }

    @Override
    public void nToNMinusOne(TransitionSteps steps, Change change) {
        right.nToNMinusOne(steps, change);
    }

    @Override
    public void twoToOne(TransitionSteps steps, Change change) {
        right.twoToOne(steps, change);
    }

    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        right.oneToZero(steps, change);
    }
}
