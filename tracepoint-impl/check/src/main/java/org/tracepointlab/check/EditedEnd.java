package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.ProbeArray;
import org.tracepointlab.tracepoint.TransitionSteps;

/** A mutant's end of a batch. */
class EditedEnd implements BatchSteps {

    private final BatchSteps steps;
    private final Consumer<Runnable> waits;

    /**
     * @param steps the right one's
     * @param waits is given the wait, and may do it or not
     */
    EditedEnd(BatchSteps steps, Consumer<Runnable> waits) {
        this.steps = steps;
        this.waits = waits;
    }


    /** Waits only when all else is done. */
    static BatchSteps patchingFirst(BatchSteps steps) {
        List<Runnable> late = new ArrayList<>();
        return new EditedEnd(steps, late::add) {
            @Override
            public void forEachChanged(BiConsumer<TransitionSteps, ProbeArray> action) {
                steps.forEachChanged(action);
                late.forEach(Runnable::run);
            }
        };
    }

    @Override
    public boolean removed() {
        return steps.removed();
    }

    @Override
    public void synchronize() {
        waits.accept(steps::synchronize);
    }

    @Override
    public void forEachChanged(BiConsumer<TransitionSteps, ProbeArray> action) {
        steps.forEachChanged(action);
    }
}
