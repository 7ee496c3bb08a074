package org.tracepointlab.check;

/** What must hold. The first four are safety; the last is the price. */
public enum Property {
    /** A func is only ever called with data that it was registered with. */
    PAIRING("a func was called with data that it was not registered with"),
    /** Once unregister and then a synchronize have returned, that func is never called with that data again. */
    GONE("a probe is called by a reader that came after its unregister had returned"),
    /** No reader looks into an array after its release. */
    RELEASED("a reader looked into an array after its release"),
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
