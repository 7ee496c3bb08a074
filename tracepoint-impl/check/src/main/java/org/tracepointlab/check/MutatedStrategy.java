package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.ProbeArray;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.SnapshotId;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/** A mutant: lets a strategy say what it would do, edits that, and does the rest. Works on a {@link Recording} only. */
final class MutatedStrategy implements TransitionStrategy {

    /** What is changed of what a strategy does. */
    @FunctionalInterface
    interface Edit {
        void apply(Transition transition, Change change, List<Act> acts);
    }

    private final TransitionStrategy strategy;
    private final Edit edit;

    MutatedStrategy(TransitionStrategy strategy, Edit edit) {
        this.strategy = strategy;
        this.edit = edit;
    }

    private void perform(Transition transition, Change change, TransitionSteps steps, Noted noted) {
        edit.apply(transition, change, noted.acts);
        noted.acts.forEach(act -> act.perform((Recording) steps));
    }

    @Override
    public void zeroToOne(TransitionSteps steps, Change change) {
        Noted noted = new Noted(steps);
        strategy.zeroToOne(noted, change);
        perform(Transition.ZERO_TO_ONE, change, steps, noted);
    }

    @Override
    public void oneToTwo(TransitionSteps steps, Change change) {
        Noted noted = new Noted(steps);
        strategy.oneToTwo(noted, change);
        perform(Transition.ONE_TO_TWO, change, steps, noted);
    }

    @Override
    public void nToNPlusOne(TransitionSteps steps, Change change) {
        Noted noted = new Noted(steps);
        strategy.nToNPlusOne(noted, change);
        perform(Transition.N_TO_N_PLUS_ONE, change, steps, noted);
    }

    @Override
    public void nToNMinusOne(TransitionSteps steps, Change change) {
        Noted noted = new Noted(steps);
        strategy.nToNMinusOne(noted, change);
        perform(Transition.N_TO_N_MINUS_ONE, change, steps, noted);
    }

    @Override
    public void twoToOne(TransitionSteps steps, Change change) {
        Noted noted = new Noted(steps);
        strategy.twoToOne(noted, change);
        perform(Transition.TWO_TO_ONE, change, steps, noted);
    }

    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        Noted noted = new Noted(steps);
        strategy.oneToZero(noted, change);
        perform(Transition.ONE_TO_ZERO, change, steps, noted);
    }

    /** Notes what is to be done. */
    private static final class Noted implements TransitionSteps {
        final List<Act> acts = new ArrayList<>();
        private final TransitionSteps steps;

        Noted(TransitionSteps steps) {
            this.steps = steps;
        }

        /** As it is before the transition: strategies ask before they patch it. */
        @Override
        public boolean isCalled(ProbeEntry entry) {
            return steps.isCalled(entry);
        }

        @Override
        public void callFunc(ProbeEntry entry) {
            acts.add(new Act(Act.Kind.CALL_FUNC, entry, null, null, null));
        }

        @Override
        public void callIterator() {
            acts.add(Act.of(Act.Kind.CALL_ITERATOR));
        }

        @Override
        public void publish(ProbeArray funcs) {
            acts.add(new Act(Act.Kind.PUBLISH, null, funcs, null, null));
        }

        @Override
        public void keyOn() {
            acts.add(Act.of(Act.Kind.KEY_ON));
        }

        @Override
        public void keyOff() {
            acts.add(Act.of(Act.Kind.KEY_OFF));
        }

        @Override
        public void getState(SnapshotId id) {
            acts.add(Act.of(Act.Kind.GET_STATE, id));
        }

        @Override
        public void condSync(SnapshotId id) {
            acts.add(Act.of(Act.Kind.COND_SYNC, id));
        }

        @Override
        public void synchronize() {
            acts.add(Act.of(Act.Kind.SYNCHRONIZE));
        }
    }
}
