package org.tracepointlab.check;

import static org.tracepointlab.check.Act.Kind.CALL_FUNC;
import static org.tracepointlab.check.Act.Kind.CALL_ITERATOR;
import static org.tracepointlab.check.Act.Kind.COND_SYNC;
import static org.tracepointlab.check.Act.Kind.GET_STATE;
import static org.tracepointlab.check.Act.Kind.KEY_OFF;
import static org.tracepointlab.check.Act.Kind.KEY_ON;
import static org.tracepointlab.check.Act.Kind.PUBLISH;
import static org.tracepointlab.check.Act.Kind.RELEASE_WITHOUT;
import static org.tracepointlab.check.Act.Kind.SYNCHRONIZE;
import static org.tracepointlab.check.Act.Kind.SYNCHRONIZE_INSIDE;
import static org.tracepointlab.check.Edits.any;
import static org.tracepointlab.check.Edits.before;
import static org.tracepointlab.check.Edits.both;
import static org.tracepointlab.check.Edits.drop;
import static org.tracepointlab.check.Edits.in;
import static org.tracepointlab.check.Edits.replace;
import static org.tracepointlab.check.Edits.snapshotIf;
import static org.tracepointlab.check.Transition.N_TO_N_MINUS_ONE;
import static org.tracepointlab.check.Transition.N_TO_N_PLUS_ONE;
import static org.tracepointlab.check.Transition.ONE_TO_TWO;
import static org.tracepointlab.check.Transition.ONE_TO_ZERO;
import static org.tracepointlab.check.Transition.TWO_TO_ONE;
import static org.tracepointlab.check.Transition.ZERO_TO_ONE;
import static org.tracepointlab.tracepoint.SnapshotId.N_TWO_ONE;
import static org.tracepointlab.tracepoint.SnapshotId.ONE_ZERO_ONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tracepointlab.check.MutatedStrategy.Edit;
import org.tracepointlab.tracepoint.BatchSteps;

/** Every mutant, by the implementation that it is made of. */
final class Mutants {

    private static final String ORIGINAL = "original";
    private static final String UNCONDITIONAL = "unconditional";
    private static final String CONDITIONAL = "conditional";
    private static final String PAIRED = "paired";
    private static final String BATCHED = "batched";
    private static final String LAZY = "lazy";

    private final List<Mutant> all = new ArrayList<>(LivenessMutants.all());

    private Mutants() {
        original();
        unconditional();
        conditional();
        halves();
        paired();
        batched();
        lazy();
        equivalents();
    }

    static List<Mutant> all() {
        return List.copyOf(new Mutants().all);
    }

    static Mutant named(String fullName) {
        return all().stream().filter(mutant -> mutant.fullName().equals(fullName)).findFirst().orElseThrow();
    }

    private void add(String base, String name, Supplier<Edit> edit) {
        all.add(new Mutant(base, name, edit, UnaryOperator.identity(), Mode.WEAKEST, null));
    }

    private void add(String base, String name, Edit edit) {
        add(base, name, () -> edit);
    }

    private void equivalent(String base, String name, Edit edit, String reason) {
        all.add(new Mutant(base, name, () -> edit, UnaryOperator.identity(), Mode.WEAKEST, reason));
    }

    /** Killed where the original itself is right. */
    private void original() {
        add(ORIGINAL, "2->1 without its wait", in(TWO_TO_ONE, drop(any(SYNCHRONIZE))));
        add(ORIGINAL, "2->1 patches before its wait", in(TWO_TO_ONE, before(any(CALL_FUNC), any(SYNCHRONIZE))));
        add(ORIGINAL, "1->2 publishes before the iterator", in(ONE_TO_TWO, before(any(PUBLISH), any(CALL_ITERATOR))));
    }

    private void unconditional() {
        common(UNCONDITIONAL);
        add(UNCONDITIONAL, "1->0 without its wait", in(ONE_TO_ZERO, drop(any(SYNCHRONIZE))));
        add(UNCONDITIONAL, "1->0 waits before it publishes",
                in(ONE_TO_ZERO, before(any(SYNCHRONIZE), any(PUBLISH))));
        add(UNCONDITIONAL, "2->1 without its wait", in(TWO_TO_ONE, drop(any(SYNCHRONIZE))));
        add(UNCONDITIONAL, "2->1 patches before it waits", in(TWO_TO_ONE, before(any(CALL_FUNC), any(SYNCHRONIZE))));
        add(UNCONDITIONAL, "2->1 waits before it publishes", in(TWO_TO_ONE, before(any(SYNCHRONIZE), any(PUBLISH))));
        add(UNCONDITIONAL, "2->1 waits inside a section of its own",
                in(TWO_TO_ONE, replace(any(SYNCHRONIZE), act -> Act.of(SYNCHRONIZE_INSIDE))));
    }

    private void common(String base) {
        afterTheFirst(base);
        add(base, "1->0 leaves key and array", in(ONE_TO_ZERO, drop(any(KEY_OFF).or(any(PUBLISH)))));
        add(base, "0->1 publishes first, 1->0 leaves the call",
                both(in(ZERO_TO_ONE, before(any(PUBLISH), any(CALL_FUNC))),
                        in(ONE_TO_ZERO, drop(any(CALL_ITERATOR)))));
        add(base, "0->1 patches last, 1->0 leaves the call",
                both(in(ZERO_TO_ONE, both(before(any(PUBLISH), any(CALL_FUNC)), before(any(KEY_ON), any(CALL_FUNC)))),
                        in(ONE_TO_ZERO, drop(any(CALL_ITERATOR)))));
    }

    private void afterTheFirst(String base) {
        add(base, "1->2 publishes before the iterator", in(ONE_TO_TWO, before(any(PUBLISH), any(CALL_ITERATOR))));
        add(base, "1->2 leaves the call", in(ONE_TO_TWO, drop(any(CALL_ITERATOR))));
        add(base, "2->1 patches before it publishes", in(TWO_TO_ONE, before(any(CALL_FUNC), any(PUBLISH))));
    }

    private void conditional() {
        common(CONDITIONAL);
        snapshots(CONDITIONAL);
    }

    /** Those of an implementation that notes the grace-period state, and waits later. */
    private void snapshots(String base) {
        add(base, "0->1 without condSync", in(ZERO_TO_ONE, drop(any(COND_SYNC))));
        add(base, "0->1 patches before condSync", in(ZERO_TO_ONE, before(any(CALL_FUNC), any(COND_SYNC))));
        add(base, "1->0 without getState", in(ONE_TO_ZERO, drop(any(GET_STATE))));
        add(base, "1->2 without getState", in(ONE_TO_TWO, drop(any(GET_STATE))));
        add(base, "N->N+1 without getState", in(N_TO_N_PLUS_ONE, drop(any(GET_STATE))));
        add(base, "N->N-1 without getState", in(N_TO_N_MINUS_ONE, drop(any(GET_STATE))));
        add(base, "2->1 without getState", in(TWO_TO_ONE, drop(any(GET_STATE))));
        add(base, "2->1 without condSync", in(TWO_TO_ONE, drop(any(COND_SYNC))));
        add(base, "2->1 patches before condSync", in(TWO_TO_ONE, before(any(CALL_FUNC), any(COND_SYNC))));
        add(base, "the two snapshots swapped in condSync", replace(any(COND_SYNC),
                act -> act.on(act.snapshot() == ONE_ZERO_ONE ? N_TWO_ONE : ONE_ZERO_ONE)));
        add(base, "getState keeps the older cookie", Edits::keepOlder);
        add(base, "compares the last element", snapshotIf(Edits::lastDataDiffers));
        add(base, "compares func instead of data", snapshotIf(Edits::func0Differs));
        add(base, "compares func and data, and wants both to differ", snapshotIf(Edits::both0Differ));
        for (Transition transition : List.of(ONE_TO_TWO, N_TO_N_PLUS_ONE, N_TO_N_MINUS_ONE, TWO_TO_ONE, ONE_TO_ZERO)) {
            Edit early = in(transition, before(any(GET_STATE), any(PUBLISH)));
            add(base, words(transition) + " getState before it publishes", early);
            all.add(all.remove(all.size() - 1).in(Mode.FOREIGN));
        }
    }

    /** The call stays in 1->0: so the order in 0->1 bears load, and so does what is done to the key. */
    private void lazy() {
        afterTheFirst(LAZY);
        snapshots(LAZY);
        add(LAZY, "1->0 leaves key and array", in(ONE_TO_ZERO, drop(any(KEY_OFF).or(any(PUBLISH)))));
        add(LAZY, "0->1 publishes first", in(ZERO_TO_ONE, before(any(PUBLISH), any(CALL_FUNC))));
        add(LAZY, "0->1 publishes before condSync", in(ZERO_TO_ONE, before(any(PUBLISH), any(COND_SYNC))));
        add(LAZY, "0->1 without getState", in(ZERO_TO_ONE, drop(any(GET_STATE))));
        add(LAZY, "0->1 patches last", in(ZERO_TO_ONE,
                both(before(any(PUBLISH), any(CALL_FUNC)), before(any(KEY_ON), any(CALL_FUNC)))));
        add(LAZY, "folds a key that is on", drop(act -> false));
        all.add(all.remove(all.size() - 1).folding(KeyFolding.OF_ANY_KEY));
        add(LAZY, "turns a folded key on without arming it", drop(act -> false));
        all.add(all.remove(all.size() - 1).folding(KeyFolding.WITHOUT_ARMING));
    }

    static String words(Transition transition) {
        return switch (transition) {
            case ZERO_TO_ONE -> "0->1";
            case ONE_TO_TWO -> "1->2";
            case N_TO_N_PLUS_ONE -> "N->N+1";
            case N_TO_N_MINUS_ONE -> "N->N-1";
            case TWO_TO_ONE -> "2->1";
            case ONE_TO_ZERO -> "1->0";
        };
    }

    /** Each wait and each snapshot without one of its halves. */
    private void halves() {
        for (Domain domain : Domain.values()) {
            half(ORIGINAL, TWO_TO_ONE, SYNCHRONIZE, domain);
            half(UNCONDITIONAL, TWO_TO_ONE, SYNCHRONIZE, domain);
            half(UNCONDITIONAL, ONE_TO_ZERO, SYNCHRONIZE, domain);
            halvesOfSnapshots(CONDITIONAL, domain);
            halvesOfSnapshots(LAZY, domain);
        }
    }

    private void halvesOfSnapshots(String base, Domain domain) {
        half(base, ZERO_TO_ONE, COND_SYNC, domain);
        if (base.equals(LAZY)) {
            half(base, ZERO_TO_ONE, GET_STATE, domain);
        }
        half(base, TWO_TO_ONE, COND_SYNC, domain);
        half(base, ONE_TO_TWO, GET_STATE, domain);
        half(base, N_TO_N_PLUS_ONE, GET_STATE, domain);
        half(base, N_TO_N_MINUS_ONE, GET_STATE, domain);
        half(base, TWO_TO_ONE, GET_STATE, domain);
        half(base, ONE_TO_ZERO, GET_STATE, domain);
        for (Transition transition : Transition.values()) {
            if (transition != ZERO_TO_ONE) {
                add(base, words(transition) + " releases the old array without the " + domain + " half",
                        in(transition, (at, change, acts) ->
                                acts.add(Act.of(RELEASE_WITHOUT).leavingOut(domain))));
            }
        }
    }

    private void half(String base, Transition transition, Act.Kind kind, Domain domain) {
        Predicate<Act> which = any(kind);
        add(base, words(transition) + " " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " without its "
                + domain + " half", in(transition, replace(which, act -> act.leavingOut(domain))));
    }

    /** There are no waits to leave out: what is left is that a probe must be out of reach once it is unregistered. */
    private void paired() {
        add(PAIRED, "1->0 leaves the call", in(ONE_TO_ZERO, drop(any(CALL_ITERATOR))));
        add(PAIRED, "1->0 leaves key and array", in(ONE_TO_ZERO, drop(any(KEY_OFF).or(any(PUBLISH)))));
        add(PAIRED, "1->2 leaves the call", in(ONE_TO_TWO, drop(any(CALL_ITERATOR))));
        for (Domain domain : Domain.values()) {
            add(PAIRED, "N->N-1 releases the old array without the " + domain + " half", in(N_TO_N_MINUS_ONE,
                    (at, change, acts) -> acts.add(Act.of(RELEASE_WITHOUT).leavingOut(domain))));
        }
    }

    private void batched() {
        add(BATCHED, "0->1 patches the call", in(ZERO_TO_ONE, patchFirst()));
        add(BATCHED, "2->1 patches the call", in(TWO_TO_ONE, patchFirst()));
        add(BATCHED, "1->2 leaves the call", in(ONE_TO_TWO, drop(any(CALL_ITERATOR))));
        add(BATCHED, "1->0 leaves the call", in(ONE_TO_ZERO, drop(any(CALL_ITERATOR))));
        add(BATCHED, "1->0 leaves key and array", in(ONE_TO_ZERO, drop(any(KEY_OFF).or(any(PUBLISH)))));
        atTheEnd("the end does not wait", steps -> new EditedEnd(steps, wait -> { }));
        atTheEnd("the end patches before it waits", EditedEnd::patchingFirst);
        for (Domain domain : Domain.values()) {
            atTheEnd("the end waits without its " + domain + " half",
                    steps -> new EditedEnd(steps, wait -> ((Recording) steps).without(domain, wait)));
        }
    }

    private static Edit patchFirst() {
        return (at, change, acts) -> acts.add(new Act(CALL_FUNC, change.now().first(), null, null, null));
    }

    private void atTheEnd(String name, UnaryOperator<BatchSteps> end) {
        all.add(new Mutant(BATCHED, name, () -> (at, change, acts) -> { }, end, Mode.WEAKEST, null));
    }

    private void equivalents() {
        equivalent(PAIRED, "0->1 publishes first", in(ZERO_TO_ONE, before(any(PUBLISH), any(CALL_FUNC))),
                "1->0 left the call at the iterator, which looks at funcs itself");
        equivalent(PAIRED, "1->2 publishes before the iterator",
                in(ONE_TO_TWO, before(any(PUBLISH), any(CALL_ITERATOR))),
                "a reader that still calls the pair calls a probe that is attached, with its own data");
        equivalent(PAIRED, "2->1 patches before it publishes", in(TWO_TO_ONE, before(any(CALL_FUNC), any(PUBLISH))),
                "the pair is of the probe that stays");
        equivalent(PAIRED, "2->1 leaves the call", in(TWO_TO_ONE, drop(any(CALL_FUNC))),
                "the iterator is right for any number of probes; it is only slower");
        equivalent(BATCHED, "1->0 publishes before the iterator",
                in(ONE_TO_ZERO, before(any(PUBLISH), any(CALL_ITERATOR))),
                "until the end of the batch no func but that of the reader's own data is the target");
        for (String base : List.of(UNCONDITIONAL, CONDITIONAL)) {
            equivalent(base, "0->1 publishes first", in(ZERO_TO_ONE, before(any(PUBLISH), any(CALL_FUNC))),
                    "1->0 left the call at the iterator, which looks at funcs itself");
            equivalent(base, "1->0 publishes before the iterator",
                    in(ONE_TO_ZERO, before(any(PUBLISH), any(CALL_ITERATOR))),
                    "until the next 0->1 the only func that a late reader can meet is that of its own data");
            equivalent(base, "1->0 leaves the call", in(ONE_TO_ZERO, drop(any(CALL_ITERATOR))),
                    "the wait is over before 0->1 patches the call, and 0->1 patches before it publishes");
        }
        for (String base : List.of(CONDITIONAL, LAZY)) {
            equivalent(base, "one snapshot for both",
                    both(replace(any(GET_STATE), act -> act.on(ONE_ZERO_ONE)),
                            replace(any(COND_SYNC), act -> act.on(ONE_ZERO_ONE))),
                    "the latest cookie covers all readers that an earlier one does; it only waits more often");
            all.add(new Mutant(base, "never clears what is outstanding", Edits::neverClear, UnaryOperator.identity(),
                    Mode.WEAKEST, "waiting again for a cookie that has elapsed is no wait in effect"));
        }
        equivalent(LAZY, "0->1 getState before it publishes", in(ZERO_TO_ONE, before(any(GET_STATE), any(PUBLISH))),
                "whoever holds older data was inside before 1->0 took the array away");
        equivalent(LAZY, "1->0 publishes before the key is off", in(ONE_TO_ZERO, before(any(PUBLISH), any(KEY_OFF))),
                "a reader that enters finds no funcs; it is only slower");
    }
}
