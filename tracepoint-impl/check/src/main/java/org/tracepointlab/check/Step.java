package org.tracepointlab.check;

import java.util.List;

/**
 * One shared access of the updater.
 *
 * @param kind    what it does
 * @param array   what is published or released; null publishes no array; of CALL_PAIR the probe alone
 * @param number the func that is called from now on, of CALL_PAIR the probe's index, or the cookie; of RELEASE the
 *                probes whose release actions go with it, as a mask; of FAIL what fails
 * @param domains whose grace period it is about, as a mask
 */
record Step(Kind kind, List<Probe> array, int number, int domains) {

    /** What a step can do. */
    enum Kind {
        CALL_FUNC,
        /** Func and data become the target at once. */
        CALL_PAIR, CALL_ITERATOR, PUBLISH, KEY_ON, KEY_OFF,
        /** The key's site loads the key from now on. */
        ARM,
        /** The key's site is "off" from now on. Not the updater's. */
        FOLD,
        /** Takes a cookie and starts its grace period. */
        START,
        /** Takes a cookie and starts nothing. */
        SNAP,
        /** Waits until the cookie has elapsed. */
        AWAIT,
        /** Waits for a cookie that was taken by the waiting thread inside a section of its own. */
        AWAIT_SELF,
        /**
         * Gives an array, or a release action alone, to be released after a grace period of each of {@code domains}.
         */
        RELEASE,
        /** A step of the update throws ({@link Failure}). */
        FAIL,
        /** An update without any. */
        NOTHING
    }

    static Step of(Kind kind) {
        return new Step(kind, null, 0, 0);
    }

    boolean concerns(Domain domain) {
        return (domains & domain.bit()) != 0;
    }

    private String domainNames() {
        return domains == Domain.ALL ? "rcu+srcu" : domains == 0 ? "no" : concerns(Domain.RCU) ? "rcu" : "srcu";
    }

    @Override
    public String toString() {
        return switch (kind) {
            case CALL_FUNC -> "call := " + Probe.func(number);
            case CALL_PAIR -> "call := " + array.get(0).target();
            case CALL_ITERATOR -> "call := iterator";
            case PUBLISH -> "publish " + Probe.array(array);
            case KEY_ON -> "key on";
            case KEY_OFF -> "key off";
            case ARM -> "site := key";
            case FOLD -> "site := off";
            case START -> domainNames() + " start #" + number;
            case SNAP -> domainNames() + " snap #" + number;
            case AWAIT, AWAIT_SELF -> domainNames() + " wait #" + number;
            case RELEASE -> "release " + (array == null ? "action" : Probe.array(array)) + " after " + domainNames();
            case FAIL -> (domains == 0 ? "" : domainNames() + " ") + Failure.text(this);
            case NOTHING -> "nothing";
        };
    }
}
