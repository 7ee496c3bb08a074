package org.tracepointlab.check;

import java.util.List;
import org.tracepointlab.tracepoint.RepairStrategy;

/**
 * How an update that failed is made good: as in production, or with one thing left out.
 *
 * @param strategy what is done
 * @param lapse    what else goes wrong
 */
record Repair(RepairStrategy strategy, Lapse lapse) {

    /** As in production. */
    static final Repair STANDARD = new Repair(RepairStrategy.STANDARD, Lapse.NONE);

    /** What is forgotten of what is owed. */
    enum Lapse {
        /** Nothing. */
        NONE,
        /** Everything, whenever an update fails. */
        DEBT,
        /** Everything, where a wait fails, or the snapshot for one. */
        DEBT_OF_WAIT,
        /** Everything, where a patch fails. */
        DEBT_OF_PATCH,
        /** Everything, where the end of a batch fails. */
        DEBT_OF_BATCH,
        /** Release actions that could not be handed over with their update. */
        OWED_RELEASE,
        /** The RCU half of the wait. */
        RCU_WAIT,
        /** The SRCU half of the wait. */
        SRCU_WAIT
    }

    /** Whether what is owed is forgotten after that operation, which threw. */
    boolean forgets(List<Step> steps, Operation operation) {
        return switch (lapse) {
            case DEBT -> true;
            case DEBT_OF_WAIT -> steps.stream().anyMatch(step -> Failure.isOf(step, Failure.Place::waits));
            case DEBT_OF_PATCH -> steps.stream().anyMatch(step -> Failure.isOf(step, Failure.Place::patches));
            case DEBT_OF_BATCH -> operation.kind() == Operation.Kind.END;
            default -> false;
        };
    }
}
