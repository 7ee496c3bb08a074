package org.tracepointlab.check;

/** What must hold: safety first, then that probes are called at all; the last is the price. */
public enum Property {
    /** A func is only ever called with data that it was registered with. */
    PAIRING("a func was called with data that it was not registered with"),
    /** Once unregister and then a synchronize have returned, that func is never called with that data again. */
    GONE("a probe is called by a reader that came after its unregister had returned"),
    /** No reader looks into an array after its release. */
    RELEASED("a reader looked into an array after its release"),
    /**
     * A reader calls each probe once that is attached from before its test of the key until it leaves: register had
     * returned, and unregister has not begun.
     */
    MISSED("a reader did not call a probe that was attached for as long as it was there"),
    /** A reader calls probes in the order of their priorities, and none of them twice. */
    ORDER("a reader called probes twice, or not in the order of their priorities"),
    /**
     * An update in which a step failed tells of it, and has attached nothing, or detached the probe, or changed
     * nothing.
     */
    REPORTED("after an update in which a step failed the probes are not those that they should be, or nobody was told"),
    /** regfunc has run once more than unregfunc where probes are attached, and else as often. */
    HOOKS("regfunc and unregfunc are not balanced"),
    /** The release action of each probe that was detached runs once, and of no other. */
    ACTIONS("a release action was not handed over, or twice, or of a probe that is attached still"),
    /** An update of which no step fails succeeds. */
    REFUSED("an update was refused although none of its steps had failed"),
    /** A wait of the updater ends once the readers are gone. */
    DEADLOCK("the updater waits although no reader is inside"),
    /** Each update waits as often as the table says, neither more nor less. */
    WAITS("an update did not wait as often as it claims to");

    private final String text;

    Property(String text) {
        this.text = text;
    }

    /** The violation in words. */
    public String text() {
        return text;
    }
}
