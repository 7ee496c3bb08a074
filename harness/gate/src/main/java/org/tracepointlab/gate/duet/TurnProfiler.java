package org.tracepointlab.gate.duet;

import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;

/**
 * Holds a side's iterations up until it is their turn. Each side's class loader has this class for itself, beside its
 * own JMH; what both share is the JDK, so that it speaks to the thread that runs JMH as a {@link BiConsumer}. For that
 * thread alone.
 */
public final class TurnProfiler implements InternalProfiler {

    /** Called by JMH. */
    public TurnProfiler() {
        // a class with nothing in it
    }

    @Override
    public String getDescription() {
        return "Lets two sides of a duet run in turn";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        turns().accept(true, isMeasured(iteration));
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        turns().accept(false, isMeasured(iteration));
        return List.of();
    }

    private static boolean isMeasured(IterationParams iteration) {
        return iteration.getType() == IterationType.MEASUREMENT;
    }

    @SuppressWarnings("unchecked")
    private static BiConsumer<Boolean, Boolean> turns() {
        if (Thread.currentThread() instanceof BiConsumer<?, ?> side) {
            return (BiConsumer<Boolean, Boolean>) side;
        }
        throw new IllegalStateException("expected a duet's own thread to run JMH, found " + Thread.currentThread());
    }
}
