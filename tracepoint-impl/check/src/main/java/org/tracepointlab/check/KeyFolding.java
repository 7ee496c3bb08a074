package org.tracepointlab.check;

/**
 * Whether the key's site is folded while the key is off, by an actor of its own at any time, and how: patching
 * {@code deferred}. A key that is folded is armed again when it is turned on.
 */
enum KeyFolding {
    /** The key is tested in one step. */
    NONE,
    /** As {@link org.tracepointlab.patching.DeferredPatcher} does. */
    RIGHT,
    /** A mutant: a key that is on is folded as well. */
    OF_ANY_KEY,
    /** A mutant: a key that is turned on is not armed. */
    WITHOUT_ARMING;

    /** Of an implementation of that name: {@code lazy} is made for it. */
    static KeyFolding of(String implementation) {
        return implementation.equals("lazy") ? RIGHT : NONE;
    }

    /** Whether the site may be folded where the key is as it is here. */
    boolean mayFold(Node node) {
        return this != NONE && node.armed && (!node.key || this == OF_ANY_KEY);
    }

    /** Whether turning the key on arms the site. */
    boolean arms() {
        return this == RIGHT || this == OF_ANY_KEY;
    }
}
