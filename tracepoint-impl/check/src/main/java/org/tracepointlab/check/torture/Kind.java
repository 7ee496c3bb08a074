package org.tracepointlab.check.torture;

import java.util.Locale;

/** The ways to a grace period, among which the updater picks at random. */
enum Kind {

    /** {@code synchronize}. */
    SYNCHRONIZE,

    /** {@code synchronizeExpedited}. */
    EXPEDITED,

    /** {@code getState}, and later {@code condSynchronize}. */
    CONDITIONAL,

    /** {@code startPoll}, and {@code pollState} until it has elapsed. */
    POLLED,

    /** {@code call}. */
    CALLBACK;

    private static final Kind[] ALL = values();

    static Kind of(int random) {
        return ALL[Math.floorMod(random, ALL.length)];
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
