package org.tracepointlab.rcu.kernel;

/**
 * What runs after a grace period.
 *
 * @param body what to run
 * @param kind how it is run
 */
record Callback(Runnable body, Kind kind) {

    /** How callbacks differ. */
    enum Kind {

        /** A user's: runs with the machine's lock released. */
        USERS,

        /** The machine's own: runs under the lock, behind what is before it. */
        OWN,

        /** As {@link #OWN}, but owes nothing to callbacks before it: one that has blocked does not hold it up. */
        WAKES
    }

    static Callback users(Runnable body) {
        return new Callback(body, Kind.USERS);
    }

    static Callback own(Runnable body) {
        return new Callback(body, Kind.OWN);
    }

    static Callback wakes(Runnable body) {
        return new Callback(body, Kind.WAKES);
    }
}
