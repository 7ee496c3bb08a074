package org.tracepointlab.check.torture;

/** What can be found wrong. */
enum Check {

    /** A reader held a structure that a whole grace period had passed over. */
    AGE("a structure too old"),

    /** A reader held a structure that was not written yet, or not any more. */
    CONTENTS("contents torn"),

    /** A cookie had elapsed inside the section that it was taken in. */
    COOKIE_IN_SECTION("a cookie elapsed in its section"),

    /** A cookie had not elapsed after a grace period. */
    COOKIE_AFTER("a cookie not elapsed after a grace period"),

    /** A barrier returned before a callback that was given earlier had run. */
    BARRIER("a barrier too early"),

    /** A callback had not run in the end. */
    CALLBACK_LOST("a callback lost"),

    /** A thread did not come back. */
    STUCK("a wait that did not end"),

    /** A thread failed. */
    CRASHED("an exception");

    private final String says;

    Check(String says) {
        this.says = says;
    }

    @Override
    public String toString() {
        return says;
    }
}
