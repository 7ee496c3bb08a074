package org.tracepointlab.check;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.tracepointlab.check.MutatedStrategy.Edit;
import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.ProbeArray;
import org.tracepointlab.tracepoint.SnapshotId;

/** What mutants are made of. Where an edit finds nothing to change, it changes nothing. */
final class Edits {

    private Edits() {
    }

    static Edit in(Transition transition, Edit edit) {
        return (at, change, acts) -> {
            if (at == transition) {
                edit.apply(at, change, acts);
            }
        };
    }

    static Edit both(Edit... edits) {
        return (at, change, acts) -> Arrays.stream(edits).forEach(edit -> edit.apply(at, change, acts));
    }

    static Edit drop(Predicate<Act> which) {
        return (at, change, acts) -> acts.removeIf(which);
    }

    static Edit replace(Predicate<Act> which, UnaryOperator<Act> by) {
        return (at, change, acts) -> acts.replaceAll(act -> which.test(act) ? by.apply(act) : act);
    }

    /** Moves one act to before another one. */
    static Edit before(Predicate<Act> which, Predicate<Act> other) {
        return (at, change, acts) -> {
            int from = indexOf(acts, which);
            int to = indexOf(acts, other);
            if (from > to && to >= 0) {
                acts.add(to, acts.remove(from));
            }
        };
    }

    private static int indexOf(List<Act> acts, Predicate<Act> which) {
        for (int i = 0; i < acts.size(); i++) {
            if (which.test(acts.get(i))) {
                return i;
            }
        }
        return -1;
    }

    static Predicate<Act> any(Act.Kind kind) {
        return act -> act.is(kind);
    }

    static Predicate<Act> any(Act.Kind kind, SnapshotId id) {
        return act -> act.is(kind, id);
    }

    /** Decides by something else than element 0's data whether the snapshot of it is taken. */
    static Edit snapshotIf(Predicate<Change> needed) {
        return (at, change, acts) -> {
            if (at == Transition.ZERO_TO_ONE || at == Transition.ONE_TO_ZERO) {
                return;
            }
            acts.removeIf(any(Act.Kind.GET_STATE, SnapshotId.N_TWO_ONE));
            if (needed.test(change)) {
                int published = indexOf(acts, any(Act.Kind.PUBLISH));
                acts.add(published + 1, Act.of(Act.Kind.GET_STATE, SnapshotId.N_TWO_ONE));
            }
        };
    }

    static boolean lastDataDiffers(Change change) {
        return last(change.old()) != last(change.now());
    }

    private static Object last(ProbeArray array) {
        return array.entry(array.size() - 1).data();
    }

    static boolean func0Differs(Change change) {
        return !change.old().first().func().equals(change.now().first().func());
    }

    static boolean both0Differ(Change change) {
        return func0Differs(change) && change.data0Differs();
    }

    /** A snapshot that is outstanding is not overwritten. One for each strategy: it remembers. */
    static Edit keepOlder() {
        Set<SnapshotId> outstanding = EnumSet.noneOf(SnapshotId.class);
        return (at, change, acts) -> acts.removeIf(act -> {
            if (act.is(Act.Kind.COND_SYNC)) {
                outstanding.remove(act.snapshot());
            }
            return act.is(Act.Kind.GET_STATE) && !outstanding.add(act.snapshot());
        });
    }

    /** After each conditional wait its snapshot is as outstanding as before. */
    static Edit neverClear() {
        return (at, change, acts) -> {
            for (int i = acts.size() - 1; i >= 0; i--) {
                if (acts.get(i).is(Act.Kind.COND_SYNC)) {
                    acts.add(i + 1, Act.of(Act.Kind.RESTORE, acts.get(i).snapshot()));
                }
            }
        };
    }
}
