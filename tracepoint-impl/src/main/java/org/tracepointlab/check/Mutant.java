package org.tracepointlab.check;

import java.util.function.Supplier;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * An implementation with one thing wrong, or one thing that looks wrong.
 *
 * @param base       the implementation that it is made of
 * @param name       what is done to it
 * @param edit       does that; a new one for each strategy, since some remember
 * @param mode       how grace periods end where it is looked for
 * @param equivalent why it violates nothing, or null if it must violate something
 */
record Mutant(String base, String name, Supplier<EditedStrategy.Edit> edit, Mode mode, String equivalent) {

    Supplier<TransitionStrategy> strategies() {
        TransitionStrategy right = Implementation.named(base).strategy();
        return () -> new EditedStrategy(right, edit.get());
    }

    Mutant in(Mode other) {
        return new Mutant(base, name, edit, other, equivalent);
    }

    String fullName() {
        return base + ": " + name;
    }
}
