package org.tracepointlab.check;

import java.util.List;

/**
 * What an implementation claims of its waits: exactly how many each update makes at most, if no grace period elapses by
 * itself. Written from the table of transitions, and not from the code.
 */
@FunctionalInterface
interface ExpectedWaits {

    /** Claims nothing. */
    ExpectedWaits NONE = scenario -> -1;

    /** The original: 2->1, where element 0's data changes in that very step. */
    ExpectedWaits ORIGINAL = scenario -> {
        History history = new History(scenario);
        return history.is(2, 1) && history.data0Differs() ? 1 : 0;
    };

    /** The fix: each 2->1 and each 1->0. */
    ExpectedWaits UNCONDITIONAL = scenario -> {
        History history = new History(scenario);
        return history.is(2, 1) || history.is(1, 0) ? 1 : 0;
    };

    /** The follow-up: 0->1 after a 1->0, and 2->1 where element 0's data has changed since the last one. */
    ExpectedWaits CONDITIONAL = scenario -> snapshots(scenario, false);

    /**
     * As the follow-up; but not in a 0->1 that attaches the func that the call is at still, which counts as a change of
     * element 0's data.
     */
    ExpectedWaits LAZY = scenario -> snapshots(scenario, true);

    /** None at all. */
    ExpectedWaits PAIRED = scenario -> 0;

    /** The fix's outside of batches; inside none; at the end one, if any probe was removed in it. */
    ExpectedWaits BATCHED = scenario -> {
        List<Operation> operations = scenario.operations();
        Operation last = operations.get(operations.size() - 1);
        if (last.kind() == Operation.Kind.END) {
            return operations.subList(operations.lastIndexOf(Operation.BEGIN), operations.size()).stream()
                    .anyMatch(Operation::removes) ? 1 : 0;
        }
        return scenario.inBatch() ? 0 : UNCONDITIONAL.waits(scenario);
    };

    private static int snapshots(Scenario scenario, boolean callStays) {
        boolean data0Changed = false;
        boolean emptied = false;
        int called = Node.ITERATOR;
        int waits = 0;
        for (int length = 1; length <= scenario.size(); length++) {
            History history = new History(scenario, length);
            boolean again = callStays && history.is(0, 1) && history.now.get(0).func() == called;
            data0Changed |= history.data0Differs() || again;
            waits = history.is(0, 1) && emptied && !again || history.is(2, 1) && data0Changed ? 1 : 0;
            data0Changed &= !history.is(2, 1);
            emptied = history.is(1, 0) || emptied && !(history.is(0, 1) && !again);
            called = history.now.isEmpty() ? called
                    : history.now.size() == 1 ? history.now.get(0).func() : Node.ITERATOR;
        }
        return waits;
    }

    /** How often the last update of the scenario waits in each domain, or -1 if nothing is claimed. */
    int waits(Scenario scenario);

    /** The claim that belongs to an implementation of that name. */
    static ExpectedWaits of(String implementation) {
        return switch (implementation) {
            case "original" -> ORIGINAL;
            case "unconditional" -> UNCONDITIONAL;
            case "conditional" -> CONDITIONAL;
            case "paired" -> PAIRED;
            case "batched" -> BATCHED;
            case "lazy" -> LAZY;
            default -> NONE;
        };
    }

    /** Whether the steps of the scenario's last update are as claimed. */
    default boolean holds(Scenario scenario, List<Step> steps) {
        int claimed = waits(scenario);
        if (claimed < 0) {
            return true;
        }
        for (Domain domain : Domain.values()) {
            long waits = steps.stream().filter(step -> step.concerns(domain)
                    && (step.kind() == Step.Kind.AWAIT || step.kind() == Step.Kind.AWAIT_SELF)).count();
            if (waits != claimed) {
                return false;
            }
        }
        return true;
    }

    /** The arrays around the last one of some updates. */
    final class History {
        private final List<Probe> old;
        private final List<Probe> now;

        History(Scenario scenario) {
            this(scenario, scenario.operations().size());
        }

        History(Scenario scenario, int length) {
            Scenario before = Scenario.EMPTY;
            for (Operation operation : scenario.operations().subList(0, length - 1)) {
                before = before.then(operation);
            }
            old = before.attached();
            now = scenario.operations().get(length - 1).apply(old);
        }

        boolean is(int from, int to) {
            return old.size() == from && now.size() == to;
        }

        boolean data0Differs() {
            return !old.isEmpty() && !now.isEmpty() && old.get(0).data() != now.get(0).data();
        }
    }
}
