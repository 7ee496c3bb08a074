package org.tracepointlab.tracepoint;

import java.util.function.BiConsumer;

/**
 * The steps of a batch's end, made on real tracepoints.
 *
 * @param debt         knows what the batch changed
 * @param gracePeriods of the registry
 */
record BatchEnd(GracePeriodDebt debt, GracePeriods gracePeriods) implements BatchSteps {

    @Override
    public boolean removed() {
        return debt.removedInBatch();
    }

    @Override
    public void synchronize() {
        gracePeriods.synchronize();
    }

    @Override
    public void forEachChanged(BiConsumer<TransitionSteps, ProbeArray> action) {
        debt.forEachChangedInBatch(action);
    }
}
