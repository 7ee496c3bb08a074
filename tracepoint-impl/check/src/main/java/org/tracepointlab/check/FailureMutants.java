package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.check.Repair.Lapse;
import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ProbeArray;
import org.tracepointlab.tracepoint.RepairStrategy;
import org.tracepointlab.tracepoint.UpdateSteps;

/** Mutants that are right where no step fails: they do not make good what a failed update has left. */
final class FailureMutants {

    private static final String PAIRS = "a reader takes func and data at once: nobody has to be waited for";
    private static final String UNREACHABLE =
            "without its array nobody reaches the probe who comes now; for those inside the release waits itself";
    private static final String FITTING = "no step that fails leaves a func as the target that does not fit the array";
    private static final String SLOWER = "the iterator is right for any number of probes; it is only slower";

    private final List<Mutant> all = new ArrayList<>();
    private final String base;
    private final boolean paired;
    private final boolean batched;

    private FailureMutants(String base) {
        this.base = base;
        paired = base.equals("paired");
        batched = base.equals("batched");
        updates();
        detours();
        waits();
        settlements();
        debts();
    }

    /** The same for each implementation. */
    static List<Mutant> all() {
        return Implementation.names().stream().flatMap(base -> new FailureMutants(base).all.stream()).toList();
    }

    private void add(String name, Repair repair, int failures, String equivalent) {
        all.add(new Mutant(base, "failed update: " + name, repair, failures, equivalent));
    }

    private void add(String name, RepairStrategy strategy, String equivalent) {
        add(name, new Repair(strategy, Lapse.NONE), 1, equivalent);
    }

    private void add(String name, Lapse lapse, String equivalent) {
        add(name, new Repair(RepairStrategy.STANDARD, lapse), 1, equivalent);
    }

    /** Where readers go to the iterator at once that has to fail too, or nothing is wrong that must be made good. */
    private void add(String name, Lapse lapse) {
        add(name, new Repair(RepairStrategy.STANDARD, lapse), paired ? 2 : 1, null);
    }

    private void updates() {
        add("register is not taken back", new RepairStrategy() {
            @Override
            public void takeBack(UpdateSteps steps, Change change) {
                // it stays
            }
        }, null);
        add("regfunc is not taken back", new RepairStrategy() {
            @Override
            public void takeBackRegfunc(UpdateSteps steps) {
                // it stays
            }
        }, null);
        add("unregister is not made in full", new RepairStrategy() {
            @Override
            public void rollForward(UpdateSteps steps, Change change) {
                // it stays where it was
            }
        }, null);
        add("the release is not kept until the repair", new RepairStrategy() {
            @Override
            public void rollForward(UpdateSteps steps, Change change) {
                RepairStrategy.super.rollForward(steps, change);
                ((Recording) steps).releaseNow();
            }
        }, paired ? null : UNREACHABLE);
    }

    private void detours() {
        add("the call stays", detour(false, false), paired || batched ? null : FITTING);
        add("the call goes to the iterator with the repair only", detour(false, true), paired ? null : FITTING);
        add("the call goes to the iterator at once only", new Repair(detour(true, false), Lapse.NONE), 2,
                paired || batched ? null : FITTING);
    }

    private static RepairStrategy detour(boolean atOnce, boolean withRepair) {
        return new RepairStrategy() {
            @Override
            public void detour(UpdateSteps steps) {
                if (((Recording) steps).failed() ? atOnce : withRepair) {
                    steps.callIterator();
                }
            }
        };
    }

    private void waits() {
        String equivalent = paired ? PAIRS : null;
        add("no wait", new RepairStrategy() {
            @Override
            public void await(Runnable synchronize) {
                // nobody is waited for
            }
        }, equivalent);
        add("patches before it waits", new RepairStrategy() {
            @Override
            public void await(Runnable synchronize) {
                // later
            }

            @Override
            public void settle(UpdateSteps steps) {
                RepairStrategy.super.settle(steps);
                steps.synchronize();
            }
        }, equivalent);
        add("waits without its rcu half", Lapse.RCU_WAIT, equivalent);
        add("waits without its srcu half", Lapse.SRCU_WAIT, equivalent);
    }

    private void settlements() {
        add("the call is left at the iterator", new RepairStrategy() {
            @Override
            public void settle(UpdateSteps steps) {
                if (steps.funcs() == null) {
                    steps.keyOff();
                }
            }
        }, SLOWER);
        add("the key is left", new RepairStrategy() {
            @Override
            public void settle(UpdateSteps steps) {
                ProbeArray funcs = steps.funcs();
                if (funcs != null && funcs.size() == 1) {
                    steps.callFunc(funcs.first());
                }
            }
        }, "a reader that enters finds no funcs; and no step that fails leaves the key off where there are some");
    }

    private void debts() {
        add("nothing is owed", Lapse.DEBT);
        add("nothing is owed of a wait", Lapse.DEBT_OF_WAIT, paired ? PAIRS : null);
        add("nothing is owed of a patch", Lapse.DEBT_OF_PATCH);
        add("owed release actions are dropped", Lapse.OWED_RELEASE, null);
        if (batched) {
            add("nothing is owed of the end of a batch", Lapse.DEBT_OF_BATCH, null);
        }
    }
}
