package org.tracepointlab.tracepoint;

/** The canary: a strategy robbed of its waits. Whoever checks strategies must find it wrong. */
final class WithoutWaits extends ForwardingStrategy {

    private WithoutWaits(TransitionStrategy strategy) {
        super(strategy);
    }

    static Implementation of(String name) {
        Implementation right = Implementation.named(name);
        return new Implementation(
                name + " without waits", new WithoutWaits(right.strategy()), right.readSide(), right.batchScope());
    }

    @Override
    protected TransitionSteps begin(TransitionSteps steps) {
        return new Robbed(steps);
    }

    private record Robbed(TransitionSteps steps) implements TransitionSteps {
        @Override
        public boolean isCalled(ProbeEntry entry) {
            return steps.isCalled(entry);
        }

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
