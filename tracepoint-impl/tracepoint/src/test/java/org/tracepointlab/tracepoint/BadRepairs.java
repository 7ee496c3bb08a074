package org.tracepointlab.tracepoint;

import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.RcuDomains;

/**
 * Registries that do not make good what a failed step left, each in one place: canaries for whoever makes steps fail.
 */
public enum BadRepairs {
    /** What registries do. */
    NONE(RepairStrategy.STANDARD),
    NO_TAKE_BACK(new RepairStrategy() {
        @Override
        public void takeBack(UpdateSteps steps, Change change) {
            // the bug
        }
    }),
    NO_UNREGFUNC(new RepairStrategy() {
        @Override
        public void takeBackRegfunc(UpdateSteps steps) {
            // the bug
        }
    }),
    NO_ROLL_FORWARD(new RepairStrategy() {
        @Override
        public void rollForward(UpdateSteps steps, Change change) {
            // the bug
        }
    }),
    NO_WAIT(new RepairStrategy() {
        @Override
        public void await(Runnable synchronize) {
            // the bug
        }
    });

    private final RepairStrategy repair;

    BadRepairs(RepairStrategy repair) {
        this.repair = repair;
    }

    /** Such a registry. */
    public TracepointRegistry open(Implementation implementation, RcuDomains domains, Patcher patcher) {
        return new TracepointRegistry(implementation, domains, patcher, new GracePeriodDebt(repair));
    }
}
