package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.GracePeriodDebt;
import org.tracepointlab.tracepoint.GracePeriods;
import org.tracepointlab.tracepoint.NoArgProbe;
import org.tracepointlab.tracepoint.ProbeArray;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.RepairStrategy;
import org.tracepointlab.tracepoint.SnapshotId;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;
import org.tracepointlab.tracepoint.Transitions;
import org.tracepointlab.tracepoint.UpdateSteps;

/**
 * Runs the production code of updates ({@link Transitions}, a strategy, {@link GracePeriods}) on a tracepoint that only
 * writes the steps down. Since there is one updater, and a wait changes nothing for it, its steps do not depend on the
 * readers: so they can be taken once, and interleaved later.
 */
final class Recording implements UpdateSteps, BatchSteps {

    /** Far more than any update takes; one that takes more is taken for one that never ends. */
    static final int MOST_STEPS = 100;
    private static final int PRIORITY_GAP = 1 << 20;
    private static final int MOST = 8;
    private static final int NEVER = -1;
    private static final List<ProbeFunction> FUNCS = new ArrayList<>();
    private static final List<Object> DATA = new ArrayList<>();
    private static final Map<Object, Integer> NUMBERS = new IdentityHashMap<>();

    static {
        for (int i = 0; i < MOST; i++) {
            NoArgProbe<Object> probe = new NoArgProbe<>() {
                @Override
                public void probe(Object data) {
                    throw new IllegalStateException("not to be called");
                }
            };
            FUNCS.add(ProbeFunction.ofNoArg(probe));
            DATA.add(new Object());
            NUMBERS.put(FUNCS.get(i), i);
            NUMBERS.put(DATA.get(i), i);
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final FailingSteps failures = new FailingSteps(this::record);
    private final RecordedDomain rcu = new RecordedDomain(Domain.RCU, this::record, failures);
    private final RecordedDomain srcu = new RecordedDomain(Domain.SRCU, this::record, failures);
    private final RcuDomains domains = new RcuDomains("recorded", rcu, srcu, true, () -> { });
    private final GracePeriods gracePeriods = new GracePeriods(domains);
    private final Map<SnapshotId, long[]> taken = new EnumMap<>(SnapshotId.class);
    private final Map<ProbeArray, List<Probe>> arrays = new IdentityHashMap<>();
    private final List<Probe> known = new ArrayList<>();
    private final ReleaseActions actions = new ReleaseActions();
    private final CheckedModel subject;
    private final TransitionStrategy outside;
    private GracePeriodDebt debt;
    private TransitionStrategy strategy;
    private ProbeArray funcs;
    private int called = Node.ITERATOR;
    private Domain releaseWithout;
    private Operation current;
    private boolean refused;
    private int begins;
    private int registrations;

    /**
     * What the last operation of a scenario does.
     *
     * @param operation that operation, and whether it has an effect
     * @param steps     its steps; at least one
     * @param begins    the first of them that readers may notice, or how many there are
     * @param possible  what else could have failed in it
     * @param wrong     what it violates whatever readers do, or null
     */
    record Run(Operation operation, List<Step> steps, int begins, List<Failure> possible, Property wrong) {
    }

    /** Runs the scenario and then that operation, and tells of the latter. */
    static Run lastOf(CheckedModel subject, Scenario before, Operation last) {
        Recording recording = new Recording(subject);
        before.operations().forEach(recording::run);
        Operation ran = recording.run(last);
        return new Run(ran, List.copyOf(recording.steps), recording.begins, recording.failures.possible(),
                recording.wrong(ran, ran.apply(before.attached())));
    }

    private Recording(CheckedModel subject) {
        this.subject = subject;
        debt = new GracePeriodDebt(repair());
        outside = subject.strategies().get();
        strategy = outside;
    }

    private RepairStrategy repair() {
        return switch (subject.repair().lapse()) {
            case RCU_WAIT -> waitingWithout(Domain.RCU);
            case SRCU_WAIT -> waitingWithout(Domain.SRCU);
            default -> subject.repair().strategy();
        };
    }

    private RepairStrategy waitingWithout(Domain domain) {
        return new RepairStrategy() {
            @Override
            public void await(Runnable synchronize) {
                without(domain, synchronize);
            }
        };
    }

    private Operation run(Operation operation) {
        steps.clear();
        failures.plan(operation.failures());
        begins = NEVER;
        current = operation;
        boolean threw = false;
        refused = false;
        try {
            perform(operation);
        } catch (Failure.Injected e) {
            threw = true;
        } catch (RuntimeException e) { // an earlier transition did not publish what it should have, or the like
            threw = true;
            refused = true;
        }
        Operation ran = operation.effective(!threw || operation.removes() && begins != NEVER
                || operation.kind() == Operation.Kind.END);
        if (operation.removes()) {
            actions.lastIsDue(ran.effective());
        }
        if (threw && subject.repair().forgets(steps, operation)) {
            debt = new GracePeriodDebt(repair());
            actions.forgetDue();
        }
        refused |= threw != failures.heard();
        if (steps.isEmpty()) {
            record(Step.of(Step.Kind.NOTHING));
        }
        return ran;
    }

    private void perform(Operation operation) {
        switch (operation.kind()) {
            case BEGIN -> {
                pay();
                strategy = subject.scope().inside(outside);
                debt.beginBatch();
            }
            case END -> {
                strategy = outside;
                debt.endBatch(() -> {
                    failures.enter(Failure.Place.BATCH_END, false, 0);
                    subject.scope().end(this);
                });
            }
            case SYNC -> {
                pay();
                synchronize();
            }
            default -> update(operation);
        }
    }

    private void pay() {
        debt.pay(this::synchronize, action -> release(null, action));
    }

    private void update(Operation operation) {
        Probe probe = operation.probe();
        if (!known.contains(probe)) {
            known.add(probe);
        }
        ProbeFunction func = FUNCS.get(probe.func());
        Object data = DATA.get(probe.data());
        if (operation.adds()) {
            Transitions.add(strategy, this, debt, func, data,
                    priorityAt(funcs == null ? List.of() : funcs.toList(), operation.at()));
        } else {
            Transitions.remove(strategy, this, debt, func, data, actions.of(probe));
        }
    }

    private Property wrong(Operation ran, List<Probe> attached) {
        boolean failed = !ran.failures().isEmpty();
        if (refused) {
            return failed ? Property.REPORTED : Property.REFUSED;
        }
        if (failed && !attached.equals(funcs == null ? List.of() : probes(funcs))) {
            return Property.REPORTED;
        }
        if (registrations != (attached.isEmpty() ? 0 : 1)) {
            return Property.HOOKS;
        }
        return actions.ranAsDue(ran.settles()) ? null : Property.ACTIONS;
    }

    @Override
    public boolean removed() {
        return debt.removedInBatch();
    }

    @Override
    public void forEachChanged(BiConsumer<TransitionSteps, ProbeArray> action) {
        debt.forEachChangedInBatch(action);
    }

    /** A priority that takes a new probe to this place among those that are there. */
    static int priorityAt(List<ProbeEntry> array, int at) {
        if (array.isEmpty()) {
            return 0;
        }
        if (at >= array.size()) {
            return array.get(array.size() - 1).prio() - PRIORITY_GAP;
        }
        int after = array.get(at).prio();
        return at == 0 ? after + PRIORITY_GAP : after + (array.get(at - 1).prio() - after) / 2;
    }

    private void record(Step step) {
        if (steps.size() == MOST_STEPS) {
            throw new IllegalStateException("an update of more than " + MOST_STEPS
                    + " steps: it is taken for one that never ends; make the strategy's transition finite");
        }
        steps.add(step);
        rcu.forgetPoll();
        srcu.forgetPoll();
    }

    private List<Probe> probes(ProbeArray array) {
        return array == null ? null : arrays.computeIfAbsent(array,
                a -> a.toList().stream().map(this::probe).toList());
    }

    private Probe probe(ProbeEntry entry) {
        int func = NUMBERS.get(entry.func());
        int data = NUMBERS.get(entry.data());
        return known.stream().filter(probe -> probe.func() == func && probe.data() == data).findFirst().orElseThrow();
    }

    /** Runs it with one half of the grace periods left out. */
    void without(Domain domain, Runnable part) {
        RecordedDomain half = domain == Domain.RCU ? rcu : srcu;
        half.mute(true);
        try {
            part.run();
        } finally {
            half.mute(false);
        }
    }

    /** Whether a step has failed in the update that is being made. */
    boolean failed() {
        return failures.heard();
    }

    /** Hands over the release action of the removal that is being made, and never again. */
    void releaseNow() {
        release(null, actions.last());
        actions.lastIsOver();
    }

    /** Leaves one half of the grace periods out of the next release. */
    void releaseWithout(Domain domain) {
        releaseWithout = domain;
    }

    /** Makes a snapshot outstanding again as it was taken last; nothing if it never was. */
    void restore(SnapshotId id) {
        long[] cookies = taken.get(id);
        if (cookies != null) {
            rcu.force(cookies[0]);
            srcu.force(cookies[1]);
            gracePeriods.getState(id);
        }
    }

    /** Runs it inside read sections of the updater's own: what an update must never do. */
    void insideSection(Runnable part) {
        rcu.readLock();
        srcu.readLock();
        try {
            part.run();
        } finally {
            srcu.readUnlock();
            rcu.readUnlock();
        }
    }

    @Override
    public String name() {
        return "recorded";
    }

    @Override
    public ProbeArray funcs() {
        return funcs;
    }

    /** All that comes before it changes nothing. */
    @Override
    public void prepare(ProbeArray now) {
        failures.enter(Failure.Place.ALLOCATION, false, 0);
        begins = steps.size();
    }

    /** If it throws it is taken not to have run. */
    @Override
    public void regfunc() {
        failures.enter(Failure.Place.REGFUNC, false, 0);
        registrations++;
    }

    /** If it throws the probe stays; but where it is to take regfunc back it has done what it could. */
    @Override
    public void unregfunc() {
        int before = begins;
        if (current.adds()) {
            registrations--;
            failures.enter(Failure.Place.UNREGFUNC, false, 0);
            return;
        }
        begins = NEVER;
        failures.enter(Failure.Place.UNREGFUNC, false, 0);
        registrations--;
        begins = before;
    }

    private void patch(Failure.Place place, Step step) {
        int number = failures.enter(place, true, 0);
        record(step);
        switch (step.kind()) {
            case CALL_FUNC -> called = step.number();
            case CALL_ITERATOR -> called = Node.ITERATOR;
            default -> {
                // the call stays
            }
        }
        failures.leave(number, place, 0);
    }

    @Override
    public boolean isCalled(ProbeEntry entry) {
        return !subject.paired() && called == NUMBERS.get(entry.func());
    }

    @Override
    public void callFunc(ProbeEntry entry) {
        if (subject.paired()) {
            Probe probe = probe(entry);
            patch(Failure.Place.CALL_FUNC, new Step(Step.Kind.CALL_PAIR, List.of(probe), probe.index(), 0));
        } else {
            patch(Failure.Place.CALL_FUNC, new Step(Step.Kind.CALL_FUNC, null, NUMBERS.get(entry.func()), 0));
        }
    }

    @Override
    public void callIterator() {
        patch(Failure.Place.CALL_ITERATOR, Step.of(Step.Kind.CALL_ITERATOR));
    }

    @Override
    public void publish(ProbeArray now) {
        funcs = now;
        record(new Step(Step.Kind.PUBLISH, probes(now), 0, 0));
    }

    /** Publishes them in the opposite order: what no update can do. */
    void publishReversed(ProbeArray now) {
        funcs = now;
        List<Probe> reversed = new ArrayList<>(probes(now));
        Collections.reverse(reversed);
        record(new Step(Step.Kind.PUBLISH, List.copyOf(reversed), 0, 0));
    }

    @Override
    public void keyOn() {
        patch(Failure.Place.KEY_ON, Step.of(Step.Kind.KEY_ON));
    }

    @Override
    public void keyOff() {
        patch(Failure.Place.KEY_OFF, Step.of(Step.Kind.KEY_OFF));
    }

    @Override
    public void getState(SnapshotId id) {
        gracePeriods.getState(id);
        taken.put(id, new long[] {rcu.last(), srcu.last()});
    }

    @Override
    public void condSync(SnapshotId id) {
        gracePeriods.condSync(id);
    }

    @Override
    public void synchronize() {
        gracePeriods.synchronize();
    }

    @Override
    public void release(ProbeArray old, Runnable action) {
        if (old == null && !failed() && subject.repair().lapse() == Repair.Lapse.OWED_RELEASE) {
            return;
        }
        actions.watch();
        try {
            if (releaseWithout == null) {
                gracePeriods.release(action);
            } else {
                without(releaseWithout, () -> gracePeriods.release(action));
                releaseWithout = null;
            }
        } finally {
            recordRelease(old);
        }
    }

    /** What a domain has refused is not released; what it has taken is, whatever it throws then. */
    private void recordRelease(ProbeArray old) {
        int domainsOfIt = (rcu.takeCalled() ? Domain.RCU.bit() : 0) | (srcu.takeCalled() ? Domain.SRCU.bit() : 0);
        if (!(rcu.takeRefused() | srcu.takeRefused())) {
            record(new Step(Step.Kind.RELEASE, probes(old), actions.watched(), domainsOfIt));
        }
    }
}
