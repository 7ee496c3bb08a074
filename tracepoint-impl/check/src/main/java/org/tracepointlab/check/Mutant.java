package org.tracepointlab.check;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * An implementation with one thing wrong, or one thing that looks wrong.
 *
 * @param base       the implementation that it is made of
 * @param name       what is done to it
 * @param edit       does that to transitions, inside of batches if the implementation has a scope; a new one for each
 *                   strategy, since some remember
 * @param end        does that to the end of a batch
 * @param mode       how grace periods end where it is looked for
 * @param repair     how updates that failed are made good
 * @param failures   how many steps may fail in a scenario
 * @param equivalent why it violates nothing, or null if it must violate something
 * @param folding    how the key is folded
 */
record Mutant(String base, String name, Supplier<MutatedStrategy.Edit> edit, UnaryOperator<BatchSteps> end, Mode mode,
        Repair repair, int failures, String equivalent, KeyFolding folding) {

    /** One of which no step fails. */
    Mutant(String base, String name, Supplier<MutatedStrategy.Edit> edit, UnaryOperator<BatchSteps> end, Mode mode,
            String equivalent) {
        this(base, name, edit, end, mode, Repair.STANDARD, 0, equivalent, KeyFolding.of(base));
    }

    /** One that makes good otherwise what failed. */
    Mutant(String base, String name, Repair repair, int failures, String equivalent) {
        this(base, name, () -> (at, change, acts) -> { }, UnaryOperator.identity(), Mode.WEAKEST, repair, failures,
                equivalent, KeyFolding.of(base));
    }

    /** Edited, where batches are no matter: else they are what is edited. */
    Supplier<TransitionStrategy> strategies() {
        Implementation right = Implementation.named(base);
        return right.batchScope() == BatchScope.NONE ? () -> new MutatedStrategy(right.strategy(), edit.get())
                : right::strategy;
    }

    BatchScope scope() {
        BatchScope right = Implementation.named(base).batchScope();
        return right == BatchScope.NONE ? right : new BatchScope() {
            @Override
            public TransitionStrategy inside(TransitionStrategy outside) {
                return new MutatedStrategy(right.inside(outside), edit.get());
            }

            @Override
            public void end(BatchSteps steps) {
                right.end(end.apply(steps));
            }
        };
    }

    Mutant in(Mode other) {
        return new Mutant(base, name, edit, end, other, repair, failures, equivalent, folding);
    }

    Mutant folding(KeyFolding other) {
        return new Mutant(base, name, edit, end, mode, repair, failures, equivalent, other);
    }

    String fullName() {
        return base + ": " + name;
    }
}
