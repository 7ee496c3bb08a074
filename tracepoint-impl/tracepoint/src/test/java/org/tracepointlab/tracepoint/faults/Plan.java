package org.tracepointlab.tracepoint.faults;

import java.util.List;

/**
 * Which kind of call fails, and when.
 *
 * @param kind  of call
 * @param after whether it has had its effect by then
 */
record Plan(Kind kind, boolean after) {

    static List<Plan> of(Kind kind) {
        Plan before = new Plan(kind, false);
        return kind.isTwice() ? List.of(before, new Plan(kind, true)) : List.of(before);
    }

    @Override
    public String toString() {
        return (after ? "after " : "before ") + kind;
    }
}
