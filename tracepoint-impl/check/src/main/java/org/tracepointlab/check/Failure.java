package org.tracepointlab.check;

import java.util.function.Predicate;

/**
 * One step of an update fails.
 *
 * @param place the number of the place, in the order in which the update comes to them, from 0
 * @param after whether it has had its effect when it throws
 */
record Failure(int place, boolean after) {

    /** Where an update may fail. */
    enum Place {
        ALLOCATION("allocation"), REGFUNC("regfunc"), UNREGFUNC("unregfunc"),
        CALL_FUNC("call := func"), CALL_ITERATOR("call := iterator"), KEY_ON("key on"), KEY_OFF("key off"),
        GET_STATE("snap"), START_POLL("start"), POLL_STATE("poll"),
        /** Readers need not have been waited for: the weakest that a wait can do before it throws. */
        WAIT("wait"),
        /** Of the domain's {@code call}, by the update. */
        RELEASE("release"),
        /** Of the second domain's {@code call}, on a thread of the first one's: the update does not hear of it. */
        RELEASE_LATER("release"),
        BATCH_END("end of the batch");

        private final String text;

        Place(String text) {
            this.text = text;
        }

        boolean waits() {
            return this == GET_STATE || this == START_POLL || this == POLL_STATE || this == WAIT;
        }

        boolean patches() {
            return this == CALL_FUNC || this == CALL_ITERATOR || this == KEY_ON || this == KEY_OFF;
        }
    }

    /** What a step throws: nothing that anybody could expect. */
    static final class Injected extends Error {
        private static final long serialVersionUID = 1;

        Injected(String text) {
            super(text, null, false, false);
        }
    }

    /** A step of the trace that says so. */
    static Step step(Place place, boolean after, int domains) {
        return new Step(Step.Kind.FAIL, null, 2 * place.ordinal() + (after ? 1 : 0), domains);
    }

    /** Whether the step fails at such a place. */
    static boolean isOf(Step step, Predicate<Place> places) {
        return step.kind() == Step.Kind.FAIL && places.test(Place.values()[step.number() / 2]);
    }

    static String text(Step step) {
        String text = Place.values()[step.number() / 2].text;
        return text + (step.number() % 2 == 0 ? " throws" : " is done, and throws");
    }

    /** {@code !3} before its effect, {@code !3+} after it. */
    @Override
    public String toString() {
        return "!" + place + (after ? "+" : "");
    }
}
