package org.tracepointlab.check;

import java.util.Locale;

/** The two kinds of readers, each with grace periods of its own. */
enum Domain {
    RCU, SRCU;

    /** All of them, as a mask of {@link #bit()}s. */
    static final int ALL = 3;

    int bit() {
        return 1 << ordinal();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
