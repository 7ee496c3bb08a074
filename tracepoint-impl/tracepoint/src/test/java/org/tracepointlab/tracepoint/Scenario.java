package org.tracepointlab.tracepoint;

import java.util.function.Consumer;

/** What is done to a tracepoint around the moment in which a reader has loaded A's data and not called yet. */
enum Scenario {
    /** [A] | [] [B]: the first bug. */
    ONE_ZERO_ONE(true,
            lab -> lab.add("A", 10),
            lab -> {
                lab.remove("A");
                lab.add("B", 10);
            }),
    /** [A] | [B A] [B]: the second bug; element 0 changed in 1->2. */
    ONE_TWO_ONE(true,
            lab -> lab.add("A", 10),
            lab -> {
                lab.add("B", 20);
                lab.remove("A");
            }),
    /** [A B C] | [B C] [B]: the second bug; element 0 changed in N->N-1. */
    N_TWO_ONE(true,
            lab -> {
                lab.add("A", 10);
                lab.add("B", 10);
                lab.add("C", 10);
            },
            lab -> {
                lab.remove("A");
                lab.remove("C");
            }),
    /** [A B] | [C A B] [C B] [C]: the second bug; element 0 changed in N->N+1. */
    TWO_N_TWO_ONE(true,
            lab -> {
                lab.add("A", 10);
                lab.add("B", 10);
            },
            lab -> {
                lab.add("C", 20);
                lab.remove("A");
                lab.remove("B");
            }),
    /** [A B] | [B]: element 0 changes in 2->1 itself, which even the original waits for. */
    TWO_ONE(false,
            lab -> {
                lab.add("A", 10);
                lab.add("B", 10);
            },
            lab -> lab.remove("A"));

    /** Whether the original gets it wrong. */
    final boolean bug;
    final Consumer<Witness> before;
    final Consumer<Witness> after;

    Scenario(boolean bug, Consumer<Witness> before, Consumer<Witness> after) {
        this.bug = bug;
        this.before = before;
        this.after = after;
    }
}
