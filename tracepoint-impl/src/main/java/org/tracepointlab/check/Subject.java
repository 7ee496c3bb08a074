package org.tracepointlab.check;

import java.util.function.Supplier;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * What is checked.
 *
 * @param strategies a new strategy for each recording
 * @param claim      what it claims of its waits
 */
record Subject(Supplier<TransitionStrategy> strategies, WaitClaim claim) {

    static Subject of(Implementation implementation) {
        return new Subject(implementation::strategy, WaitClaim.of(implementation.name()));
    }

    static Subject of(Mutant mutant) {
        return new Subject(mutant.strategies(), WaitClaim.of(mutant.base()));
    }

    WriterTree tree(Scenarios scenarios) {
        return WriterTree.build(strategies, scenarios, claim, true);
    }

    /** With a bit for each cookie ever taken. */
    WriterTree fullTree(Scenarios scenarios) {
        return WriterTree.build(strategies, scenarios, claim, false);
    }

    /** A shortest violation in this scenario, or null. */
    Trace shortest(Scenario scenario) {
        return Search.run(tree(Scenarios.only(scenario)), Mode.WEAKEST, 1).trace();
    }

    /** A shortest violation among those with the fewest updates, or null. One reader is enough: see {@link Checker}. */
    Trace smallest(Mode mode, int probes, int operations) {
        for (int k = 1; k <= operations; k++) {
            Trace trace = Search.run(tree(Scenarios.all(probes, k, true)), mode, 1).trace();
            if (trace != null) {
                return trace;
            }
        }
        return null;
    }
}
