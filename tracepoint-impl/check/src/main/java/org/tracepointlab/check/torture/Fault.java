package org.tracepointlab.check.torture;

/** What a {@link BustedRcu} does wrong. */
enum Fault {

    /** {@code synchronize} waits for nobody. */
    SYNCHRONIZE,

    /** {@code synchronizeExpedited} waits for nobody. */
    EXPEDITED,

    /** {@code condSynchronize} waits for nobody. */
    CONDITIONAL,

    /** A cookie of {@code startPoll} has elapsed at once. */
    POLLED,

    /** {@code call} runs the callback at once. */
    CALLBACK,

    /** {@code barrier} waits for no callback. */
    BARRIER,

    /** {@code call} forgets a callback that is given by a callback. */
    FORGETS,

    /** {@code pollState} is always true. */
    ALWAYS_ELAPSED,

    /** {@code pollState} is true inside of sections. */
    ELAPSED_IN_SECTIONS,

    /** {@code pollState} is never true. */
    NEVER_ELAPSED,

    /** {@code synchronize} never returns. */
    STUCK
}
