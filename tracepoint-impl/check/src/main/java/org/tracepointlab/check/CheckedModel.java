package org.tracepointlab.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ReadSide;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * What is checked.
 *
 * @param strategies a new strategy for each recording
 * @param scope      what it does around batches
 * @param paired     whether readers take func and data at once
 * @param claim      what it claims of its waits
 * @param repair     how updates that failed are made good
 * @param failures   how many steps may fail in a scenario
 * @param folding    whether the key is folded while it is off
 */
record CheckedModel(Supplier<TransitionStrategy> strategies, BatchScope scope, boolean paired, ExpectedWaits claim,
        Repair repair, int failures, KeyFolding folding) {

    static CheckedModel of(Implementation implementation) {
        return new CheckedModel(implementation::strategy, implementation.batchScope(),
                implementation.readSide() == ReadSide.PAIRED, ExpectedWaits.of(implementation.name()),
                Repair.STANDARD, 0, KeyFolding.of(implementation.name()));
    }

    static CheckedModel of(Mutant mutant) {
        Implementation base = Implementation.named(mutant.base());
        return new CheckedModel(mutant.strategies(), mutant.scope(), base.readSide() == ReadSide.PAIRED,
                ExpectedWaits.of(mutant.base()), mutant.repair(), mutant.failures(), mutant.folding());
    }

    /** The same, where so many steps may fail in a scenario. */
    CheckedModel failing(int more) {
        return new CheckedModel(strategies, scope, paired, claim, repair, more, folding);
    }

    /** The same, where the key is folded like that. */
    CheckedModel folding(KeyFolding other) {
        return new CheckedModel(strategies, scope, paired, claim, repair, failures, other);
    }

    /** All scenarios up to these bounds, with batches where those make a difference. */
    Scenarios scenarios(int probes, int operations, boolean named) {
        Scenarios all = Scenarios.all(probes, operations, named);
        return scope == BatchScope.NONE ? all : all.withBatch(operations);
    }

    /** Of scenarios in which steps fail, those in which this is right if none does. */
    Predicate<Scenario> rightWithout() {
        CheckedModel never = failing(0);
        Map<Scenario, Boolean> right = new HashMap<>();
        return scenario -> right.computeIfAbsent(scenario.effect(), s -> never.shortest(s) == null);
    }

    UpdaterProgram tree(Scenarios scenarios) {
        return UpdaterProgram.build(this, scenarios, true);
    }

    /** With a bit for each cookie ever taken. */
    UpdaterProgram fullTree(Scenarios scenarios) {
        return UpdaterProgram.build(this, scenarios, false);
    }

    /** A shortest violation in this scenario, or null. */
    Trace shortest(Scenario scenario) {
        return Search.run(tree(Scenarios.only(scenario)), Mode.WEAKEST, 1).trace();
    }

    /** A shortest violation among those with the fewest updates, or null. One reader is enough: see {@link Checker}. */
    Trace smallest(Mode mode, int probes, int operations) {
        for (int k = 1; k <= operations; k++) {
            Trace trace = Search.run(tree(scenarios(probes, k, true)), mode, 1).trace();
            if (trace != null) {
                return trace;
            }
        }
        return null;
    }
}
