package org.tracepointlab.tracepoint;

/** The canary: a strategy robbed of its waits. Whoever checks strategies must find it wrong. */
record WithoutWaits(TransitionStrategy strategy) implements TransitionStrategy {

    static Implementation of(String name) {
        Implementation right = Implementation.named(name);
        return new Implementation(
                name + " without waits", new WithoutWaits(right.strategy()), right.readSide(), right.batchScope());
    }

    @Override
    public void zeroToOne(TransitionSteps steps, Change change) {
        strategy.zeroToOne(new Robbed(steps), change);
    }

    @Override
    public void oneToTwo(TransitionSteps steps, Change change) {
        strategy.oneToTwo(new Robbed(steps), change);
    }

    @Override
    public void nToNPlusOne(TransitionSteps steps, Change change) {
        strategy.nToNPlusOne(new Robbed(steps), change);
    }

    @Override
    public void nToNMinusOne(TransitionSteps steps, Change change) {
        strategy.nToNMinusOne(new Robbed(steps), change);
    }

    @Override
    public void twoToOne(TransitionSteps steps, Change change) {
        strategy.twoToOne(new Robbed(steps), change);
    }

    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        strategy.oneToZero(new Robbed(steps), change);
    }

    private record Robbed(TransitionSteps steps) implements TransitionSteps {
        @Override
        public void callFunc(ProbeEntry entry) {
            steps.callFunc(entry);
        }

        @Override
        public void callIterator() {
            steps.callIterator();
        }

        @Override
        public void publish(ProbeArray funcs) {
            steps.publish(funcs);
        }

        @Override
        public void keyOn() {
            steps.keyOn();
        }

        @Override
        public void keyOff() {
            steps.keyOff();
        }

        @Override
        public void getState(SnapshotId id) {
            steps.getState(id);
        }

        @Override
        public void condSync(SnapshotId id) {
            // robbed
        }

        @Override
        public void synchronize() {
            // robbed
        }
    }
}
