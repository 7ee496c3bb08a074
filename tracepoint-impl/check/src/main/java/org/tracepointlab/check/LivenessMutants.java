package org.tracepointlab.check;

import static org.tracepointlab.check.Act.Kind.CALL_FUNC;
import static org.tracepointlab.check.Act.Kind.CALL_ITERATOR;
import static org.tracepointlab.check.Act.Kind.KEY_OFF;
import static org.tracepointlab.check.Act.Kind.KEY_ON;
import static org.tracepointlab.check.Act.Kind.PUBLISH;
import static org.tracepointlab.check.Act.Kind.PUBLISH_REVERSED;
import static org.tracepointlab.check.Edits.any;
import static org.tracepointlab.check.Edits.drop;
import static org.tracepointlab.check.Edits.in;
import static org.tracepointlab.check.Edits.replace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.tracepointlab.check.MutatedStrategy.Edit;
import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ProbeArray;
import org.tracepointlab.tracepoint.TransitionSteps;

/** Mutants that leave a step out so that probes are called no more, or one that only costs time. */
final class LivenessMutants {

    private static final String SLOWER =
            "the call is at the iterator, which is right for any number of probes; it is only slower";

    private final List<Mutant> all = new ArrayList<>();

    private LivenessMutants() {
    }

    /** The same for each implementation; where it has a batch scope, inside of batches. */
    static List<Mutant> all() {
        LivenessMutants mutants = new LivenessMutants();
        Implementation.names().forEach(mutants::of);
        return mutants.all;
    }

    private void of(String base) {
        boolean inBatches = Implementation.named(base).batchScope() != BatchScope.NONE;
        add(base, "does nothing at all", drop(act -> true));
        add(base, "0->1 leaves the key off", in(Transition.ZERO_TO_ONE, drop(any(KEY_ON))));
        for (Transition transition : Transition.values()) {
            add(base, Mutants.words(transition) + " does not publish", in(transition, drop(any(PUBLISH))));
        }
        add(base, "1->2 publishes them in reverse", in(Transition.ONE_TO_TWO, replace(any(PUBLISH),
                act -> new Act(PUBLISH_REVERSED, null, act.array(), null, null))));
        equivalent(base, "1->0 leaves the key on", in(Transition.ONE_TO_ZERO, drop(any(KEY_OFF))),
                "a reader that enters finds no funcs; it is only slower");
        if (inBatches) {
            equivalent(base, "the end leaves the calls", drop(act -> false), SLOWER, LivenessMutants::leavingCalls);
        } else {
            calls(base);
        }
    }

    private void calls(String base) {
        if (base.equals("lazy")) {
            add(base, "0->1 leaves the call", in(Transition.ZERO_TO_ONE, drop(any(CALL_FUNC))));
            equivalent(base, "2->1 leaves the call", in(Transition.TWO_TO_ONE, drop(any(CALL_FUNC))), SLOWER);
        } else if (base.equals("paired")) {
            equivalent(base, "0->1 leaves the call", in(Transition.ZERO_TO_ONE, drop(any(CALL_FUNC))), SLOWER);
        } else if (Checker.claimsCorrect(base)) {
            equivalent(base, "0->1 leaves the call", in(Transition.ZERO_TO_ONE, drop(any(CALL_FUNC))), SLOWER);
            equivalent(base, "2->1 leaves the call", in(Transition.TWO_TO_ONE, drop(any(CALL_FUNC))), SLOWER);
        } else {
            add(base, "0->1 leaves the call", in(Transition.ZERO_TO_ONE, drop(any(CALL_FUNC))));
            add(base, "1->2 leaves the call", in(Transition.ONE_TO_TWO, drop(any(CALL_ITERATOR))));
        }
    }

    private static BatchSteps leavingCalls(BatchSteps steps) {
        return new EditedEnd(steps, Runnable::run) {
            @Override
            public void forEachChanged(BiConsumer<TransitionSteps, ProbeArray> action) {
                // they stay as they are
            }
        };
    }

    private void add(String base, String name, Edit edit) {
        equivalent(base, name, edit, null);
    }

    private void equivalent(String base, String name, Edit edit, String reason) {
        equivalent(base, name, edit, reason, UnaryOperator.identity());
    }

    private void equivalent(String base, String name, Edit edit, String reason, UnaryOperator<BatchSteps> end) {
        all.add(new Mutant(base, name, () -> edit, end, Mode.WEAKEST, reason));
    }
}
