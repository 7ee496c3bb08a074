package org.tracepointlab.gate.report;

import org.tracepointlab.gate.rule.Judgement;

/** What a comparison of files cannot see: that the machine was another one when the second was measured. */
final class Drift {

    static final String WARNING =
            "unpaired: if the sides were measured one after the other, what the machine did in between counts as"
            + " a change (simulated, on one that drifts by 5% from fork to fork: 6% false FAIL with 5 forks a side, "
            + "17% with 10);"
            + " measured in turn, they are paired by block ids or --paired";

    private Drift() {
    }

    /** True if some benchmark's sides were compared as two samples. */
    static boolean possible(Judgement j) {
        return j.outcomes().stream().anyMatch(o -> !o.paired());
    }
}
