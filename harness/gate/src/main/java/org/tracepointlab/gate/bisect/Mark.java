package org.tracepointlab.gate.bisect;

import java.util.Locale;

/** What a commit is marked as. */
enum Mark {

    GOOD, BAD,
    /** It does not build, or cannot be judged. */
    SKIP;

    /** As git calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
