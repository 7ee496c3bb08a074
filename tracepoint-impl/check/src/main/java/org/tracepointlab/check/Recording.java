package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.GracePeriods;
import org.tracepointlab.tracepoint.NoArgProbe;
import org.tracepointlab.tracepoint.ProbeArray;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.SnapshotId;
import org.tracepointlab.tracepoint.TracepointException;
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
    private final RecordedDomain rcu = new RecordedDomain(Domain.RCU, this::record);
    private final RecordedDomain srcu = new RecordedDomain(Domain.SRCU, this::record);
    private final RcuDomains domains = new RcuDomains("recorded", rcu, srcu, true, () -> { });
    private final GracePeriods gracePeriods = new GracePeriods(domains);
    private final Map<SnapshotId, long[]> taken = new EnumMap<>(SnapshotId.class);
    private final Map<ProbeArray, List<Probe>> arrays = new IdentityHashMap<>();
    private final List<Probe> known = new ArrayList<>();
    private final Subject subject;
    private final TransitionStrategy outside;
    private TransitionStrategy strategy;
    private boolean changed;
    private boolean removed;
    private ProbeArray funcs;
    private Domain releaseWithout;

    /** The steps that the last operation of the scenario takes. */
    static List<Step> lastOf(Subject subject, Scenario scenario) {
        Recording recording = new Recording(subject);
        for (Operation operation : scenario.operations()) {
            recording.run(operation);
        }
        return List.copyOf(recording.steps);
    }

    private Recording(Subject subject) {
        this.subject = subject;
        outside = subject.strategies().get();
        strategy = outside;
    }

    private void run(Operation operation) {
        steps.clear();
        switch (operation.kind()) {
            case BEGIN -> {
                strategy = subject.scope().inside(outside);
                changed = false;
                removed = false;
            }
            case END -> {
                strategy = outside;
                subject.scope().end(this);
            }
            default -> update(operation);
        }
        if (steps.isEmpty()) {
            record(Step.of(Step.Kind.NOTHING));
        }
    }

    private void update(Operation operation) {
        Probe probe = operation.probe();
        if (!known.contains(probe)) {
            known.add(probe);
        }
        changed = true;
        removed |= operation.removes();
        ProbeFunction func = FUNCS.get(probe.func());
        Object data = DATA.get(probe.data());
        try {
            if (operation.adds()) {
                Transitions.add(strategy, this, func, data,
                        priorityAt(funcs == null ? List.of() : funcs.toList(), operation.at()));
            } else {
                Transitions.remove(strategy, this, func, data, null);
            }
        } catch (TracepointException e) {
            // an earlier transition did not publish what it should have: other properties tell
        }
    }

    @Override
    public boolean removed() {
        return removed;
    }

    @Override
    public void forEachChanged(BiConsumer<TransitionSteps, ProbeArray> action) {
        if (changed) {
            action.accept(this, funcs);
        }
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

    @Override
    public void regfunc() {
        // readers do not see it
    }

    @Override
    public void unregfunc() {
        // readers do not see it
    }

    @Override
    public void callFunc(ProbeEntry entry) {
        if (subject.paired()) {
            Probe probe = probe(entry);
            record(new Step(Step.Kind.CALL_PAIR, List.of(probe), probe.index(), 0));
        } else {
            record(new Step(Step.Kind.CALL_FUNC, null, NUMBERS.get(entry.func()), 0));
        }
    }

    @Override
    public void callIterator() {
        record(Step.of(Step.Kind.CALL_ITERATOR));
    }

    @Override
    public void publish(ProbeArray now) {
        funcs = now;
        record(new Step(Step.Kind.PUBLISH, probes(now), 0, 0));
    }

    @Override
    public void keyOn() {
        record(Step.of(Step.Kind.KEY_ON));
    }

    @Override
    public void keyOff() {
        record(Step.of(Step.Kind.KEY_OFF));
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
        if (releaseWithout == null) {
            gracePeriods.release(action);
        } else {
            without(releaseWithout, () -> gracePeriods.release(action));
            releaseWithout = null;
        }
        int domainsOfIt = (rcu.takeCalled() ? Domain.RCU.bit() : 0) | (srcu.takeCalled() ? Domain.SRCU.bit() : 0);
        record(new Step(Step.Kind.RELEASE, probes(old), 0, domainsOfIt));
    }
}
