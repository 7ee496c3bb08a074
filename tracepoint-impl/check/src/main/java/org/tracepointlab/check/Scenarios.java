package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which scenarios to check, as a tree: what may come next. Scenarios with a common beginning share its exploration. */
@FunctionalInterface
interface Scenarios {

    /** The updates that may follow; none where it ends. */
    List<Operation> after(Scenario done);

    /** This one scenario. */
    static Scenarios only(Scenario scenario) {
        return done -> done.operations().size() == scenario.operations().size() ? List.of()
                : List.of(scenario.operations().get(done.operations().size()));
    }

    /**
     * All scenarios of so many operations on so many probes: insertion at any place, removal of any, and any sharing of
     * funcs and data. Updates that are rejected take no step and are left out.
     *
     * @param named whether probes, funcs and data are taken in the order of their names, so that scenarios that differ
     *              in names only come once
     */
    static Scenarios all(int probes, int operations, boolean named) {
        return done -> done.size() == operations ? List.of() : next(done, probes, named);
    }

    /**
     * These, and with each of them all in which one batch begins and ends somewhere in it. Its begin counts as an
     * operation.
     *
     * @param operations how many there are at most
     */
    default Scenarios withBatch(int operations) {
        return done -> {
            List<Operation> next = new ArrayList<>(done.size() == operations ? List.of() : after(done));
            if (done.inBatch()) {
                next.add(Operation.END);
            } else if (!done.hasBatch() && done.size() < operations) {
                next.add(Operation.BEGIN);
            }
            return next;
        };
    }

    /** Only those in which, after each update, this holds of the updates so far. */
    default Scenarios where(Predicate<Scenario> holds) {
        return done -> after(done).stream().filter(operation -> holds.test(done.then(operation))).toList();
    }

    private static List<Operation> next(Scenario done, int probes, boolean named) {
        List<Probe> attached = done.attached();
        List<Operation> next = new ArrayList<>();
        for (Probe probe : candidates(done.probes(), probes, named)) {
            if (attached.contains(probe)) {
                continue;
            }
            for (int at = attached.size(); at >= 0; at--) {
                next.add(Operation.add(attached, probe, at));
            }
        }
        for (Probe probe : attached) {
            next.add(Operation.remove(attached, probe));
        }
        return next;
    }

    private static List<Probe> candidates(List<Probe> known, int probes, boolean named) {
        List<Probe> candidates = new ArrayList<>(known);
        for (int index = 0; index < probes; index++) {
            int i = index;
            if (known.stream().noneMatch(probe -> probe.index() == i)) {
                addKinds(candidates, known, index);
                if (named) {
                    break;
                }
            }
        }
        return candidates;
    }

    /** A new probe with each possible func and data: its own first, then those that others have. */
    private static void addKinds(List<Probe> candidates, List<Probe> known, int index) {
        int funcs = (int) known.stream().map(Probe::func).distinct().count();
        int data = (int) known.stream().map(Probe::data).distinct().count();
        for (int f = funcs; f >= 0; f--) {
            for (int d = data; d >= 0; d--) {
                int func = f;
                int datum = d;
                if (known.stream().noneMatch(probe -> probe.func() == func && probe.data() == datum)) {
                    candidates.add(new Probe(index, f, d));
                }
            }
        }
    }
}
