package org.tracepointlab.gate.run;

import java.util.Locale;

/** What a fork of a block is there for. */
enum Role {

    BASELINE,
    CANDIDATE,
    /** A second fork of the baseline: what it shows against the first is not the candidate's doing. */
    CONTROL;

    /** Part of the name of its folder. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
