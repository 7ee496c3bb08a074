package org.tracepointlab.check;

/** The transitions, as {@link org.tracepointlab.tracepoint.TransitionStrategy} has them. */
enum Transition {
    ZERO_TO_ONE, ONE_TO_TWO, N_TO_N_PLUS_ONE, N_TO_N_MINUS_ONE, TWO_TO_ONE, ONE_TO_ZERO
}
