package org.tracepointlab.tracepoint;

/** A strategy that hands every transition on: for tests to override what they watch or break. */
public class ForwardingStrategy implements TransitionStrategy {

    private final TransitionStrategy right;

    /** Hands on to this strategy. */
    public ForwardingStrategy(TransitionStrategy right) {
        this.right = right;
    }

    /** What the strategy is given to make its next transition with. */
    protected TransitionSteps begin(TransitionSteps steps) {
        return steps;
    }

    @Override
    public void zeroToOne(TransitionSteps steps, Change change) {
        right.zeroToOne(begin(steps), change);
    }

    @Override
    public void oneToTwo(TransitionSteps steps, Change change) {
        right.oneToTwo(begin(steps), change);
    }

    @Override
    public void nToNPlusOne(TransitionSteps steps, Change change) {
        right.nToNPlusOne(begin(steps), change);
    }

    @Override
    public void nToNMinusOne(TransitionSteps steps, Change change) {
        right.nToNMinusOne(begin(steps), change);
    }

    @Override
    public void twoToOne(TransitionSteps steps, Change change) {
        right.twoToOne(begin(steps), change);
    }

    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        right.oneToZero(begin(steps), change);
    }
}
