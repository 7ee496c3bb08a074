package org.tracepointlab.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All programs of the updater, step by step: a tree, since scenarios with a common beginning share its steps.
 *
 * <p>A cookie is kept by each reader as one bit ("I was inside when it was taken, and still am"). In the reduced tree
 * bits are given to cookies only while somebody will still ask for them; in the full one each cookie keeps its bit.
 */
final class UpdaterProgram {

    /** The bit of a reader that the foreign synchronizer waits for. */
    static final int FOREIGN_SLOT = 8;
    private static final int ALL_PROBES = (1 << Bounds.MOST_PROBES) - 1;

    final List<Node> nodes = new ArrayList<>();
    /** Arrays by number; number 0 is no array. */
    final List<List<Probe>> arrays = new ArrayList<>();
    private final Map<List<Probe>, Integer> arrayNumbers = new HashMap<>();
    private final CheckedModel subject;
    private final Scenarios scenarios;
    private final boolean reduced;
    private Scenario miscounted;

    private UpdaterProgram(CheckedModel subject, Scenarios scenarios, boolean reduced) {
        this.subject = subject;
        this.scenarios = scenarios;
        this.reduced = reduced;
        arrays.add(null);
    }

    /**
     * All of them.
     *
     * @param reduced whether only cookies that somebody will ask for are followed, and keys are folded only right
     *                before they are turned on: a reader that comes before that meets what it would meet without
     */
    static UpdaterProgram build(CheckedModel subject, Scenarios scenarios, boolean reduced) {
        UpdaterProgram tree = new UpdaterProgram(subject, scenarios, reduced);
        Node root = new Node(null, 0, null, Scenario.EMPTY, 0);
        root.gone = ALL_PROBES;
        tree.nodes.add(root);
        tree.grow(root);
        tree.followCookies(reduced);
        return tree;
    }

    /** The readers of what is checked. */
    ReaderModel readers() {
        if (subject.paired()) {
            return new PairedReaderModel(this);
        }
        return subject.folding() == KeyFolding.NONE ? new ReaderModel(this) : new FoldedReaderModel(this);
    }

    /** The call's target in words. */
    String call(Node node) {
        return node.call == Node.ITERATOR ? "iterator" : readers().target(node);
    }

    Node root() {
        return nodes.get(0);
    }

    /** The first scenario found in which an update's waits are not as claimed. */
    Optional<Scenario> miscounted() {
        return Optional.ofNullable(miscounted);
    }

    private void grow(Node root) {
        Deque<Node> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) { // scenarios of few updates first
            Checker.giveUpIfInterrupted();
            Node from = open.remove();
            for (Operation operation : scenarios.after(from.scenario)) {
                grow(from, operation, open);
            }
            if (from.scenario.owes()) {
                grow(from, Operation.SYNC, open);
            }
        }
    }

    /** That operation, and each way in which it can fail. */
    private void grow(Node from, Operation operation, Deque<Node> open) {
        Recording.Run run = Recording.lastOf(subject, from.scenario, operation);
        Scenario scenario = from.scenario.then(run.operation());
        if (miscounted == null && scenario.failures() == 0 && !subject.claim().holds(scenario, run.steps())) {
            miscounted = scenario;
        }
        List<Node> last = append(from, scenario, run);
        if (run.wrong() == null) {
            open.addAll(last);
        }
        if (scenario.failures() < subject.failures()) {
            run.possible().forEach(failure -> grow(from, operation.failing(failure), open));
        }
    }

    /** Returns the places where the updater is after it: more than one if the key may have been folded meanwhile. */
    private List<Node> append(Node from, Scenario scenario, Recording.Run run) {
        List<Node> places = List.of(from);
        Operation operation = run.operation();
        for (int i = 0; i < run.steps().size(); i++) {
            Step step = run.steps().get(i);
            List<Node> next = new ArrayList<>();
            for (Node node : orFolded(places, step, scenario)) {
                next.add(append(node, step, scenario, i == run.begins()));
            }
            places = next;
        }
        for (Node node : places) {
            end(node, operation.settles() || scenario.failures() == 1);
            node.wrong = run.wrong();
        }
        return places;
    }

    /** These, and those of them where the key may be folded before this step, once it is. */
    private List<Node> orFolded(List<Node> places, Step step, Scenario scenario) {
        List<Node> all = new ArrayList<>(places);
        for (Node node : places) {
            boolean now = !reduced || subject.folding() != KeyFolding.RIGHT || step.kind() == Step.Kind.KEY_ON;
            if (now && subject.folding().mayFold(node)) {
                Node folded = child(node, Step.of(Step.Kind.FOLD), scenario, 0);
                folded.armed = false;
                all.add(folded);
            }
        }
        return all;
    }

    private Node child(Node parent, Step step, Scenario scenario, int begins) {
        Node child = new Node(parent, nodes.size(), step, scenario, begins);
        parent.children.add(child);
        nodes.add(child);
        return child;
    }

    private Node append(Node from, Step step, Scenario scenario, boolean begins) {
        List<Operation> operations = scenario.operations();
        Operation operation = operations.get(operations.size() - 1);
        Node next = child(from, step, scenario, begins && operation.adds() ? operation.probe().bit() : 0);
        next.order = scenario.attached();
        if (begins && operation.removes()) {
            next.stable &= ~operation.probe().bit();
        }
        if (next.begins != 0) {
            next.gone &= ~next.begins;
            next.ever = with(next.ever, operation.probe());
        }
        make(next, step);
        if (step.kind() == Step.Kind.KEY_ON && !next.armed && subject.folding().arms()) {
            next = child(next, Step.of(Step.Kind.ARM), scenario, 0);
            next.armed = true;
        }
        return next;
    }

    /**
     * The probes are as reported, even after a failure, since readers are sent to the iterator at once. Only where that
     * fails too may they call a probe that is not attached, until what is owed is settled.
     */
    private static void end(Node last, boolean asReported) {
        last.stable = ReaderModel.bits(last.order);
        if (asReported) {
            last.gone |= ALL_PROBES & ~last.stable;
        }
    }

    private static List<Probe> with(List<Probe> probes, Probe probe) {
        if (probes.contains(probe)) {
            return probes;
        }
        List<Probe> more = new ArrayList<>(probes);
        more.add(probe);
        return List.copyOf(more);
    }

    private void make(Node node, Step step) {
        switch (step.kind()) {
            case CALL_FUNC, CALL_PAIR -> node.call = step.number();
            case CALL_ITERATOR -> node.call = Node.ITERATOR;
            case PUBLISH -> {
                node.funcs = number(step.array());
                node.funcsReleased = false;
            }
            case KEY_ON -> node.key = true;
            case KEY_OFF -> node.key = false;
            case RELEASE -> {
                node.funcsReleased |= step.array() != null && node.funcs == number(step.array());
                node.gone |= step.number(); // whoever comes now is not waited for
            }
            default -> {
                // memory stays as it is
            }
        }
    }

    int number(List<Probe> array) {
        return array == null ? 0 : arrayNumbers.computeIfAbsent(array, a -> {
            arrays.add(a);
            return arrays.size() - 1;
        });
    }

    private void followCookies(boolean reduced) {
        ReaderModel model = readers();
        for (int i = nodes.size() - 1; i >= 0; i--) { // children have greater numbers
            Node node = nodes.get(i);
            node.mates |= subject.paired() ? ~0 : mates(node.ever);
            node.missable |= reduced ? model.missable(node) : ~0;
            node.missable &= node.stable;
            if (node.parent != null) {
                node.parent.missable |= node.missable;
                node.parent.mates |= node.mates;
                asked(node, reduced);
            }
        }
        for (Node node : nodes) {
            if (node.parent != null) {
                giveSlot(node, reduced);
            }
        }
    }

    private static int mates(List<Probe> probes) {
        int mask = 0;
        for (Probe a : probes) {
            for (Probe b : probes) {
                if (a != b && a.data() == b.data()) {
                    mask |= a.bit();
                }
            }
        }
        return mask;
    }

    private static void asked(Node node, boolean reduced) {
        for (int d = 0; d < 2; d++) {
            long live = node.liveCookies[d];
            Step step = node.step;
            if (step.concerns(Domain.values()[d])) {
                if (step.kind() == Step.Kind.AWAIT) {
                    live |= 1L << step.number();
                } else if (reduced && (step.kind() == Step.Kind.SNAP || step.kind() == Step.Kind.START)) {
                    live &= ~(1L << step.number());
                }
            }
            node.parent.liveCookies[d] |= live;
        }
    }

    /** A cookie keeps its slot for as long as it is followed, so those of earlier steps are looked up on the way. */
    private static void giveSlot(Node node, boolean reduced) {
        for (Domain domain : Domain.values()) {
            int d = domain.ordinal();
            long followed = reduced ? node.liveCookies[d] : -1L;
            int live = 0;
            for (Node up = node.parent; up.step != null; up = up.parent) {
                if (takes(up.step, domain) && up.slot >= 0 && isIn(followed, up.step.number())) {
                    live |= 1 << up.slot;
                }
            }
            if (takes(node.step, domain) && isIn(followed, node.step.number())) {
                node.slot = Integer.numberOfTrailingZeros(~live);
                if (node.slot >= FOREIGN_SLOT) {
                    throw new IllegalStateException("more than " + FOREIGN_SLOT + " cookies to follow at once");
                }
                live |= 1 << node.slot;
            } else if (node.step.kind() == Step.Kind.AWAIT && node.step.concerns(domain)) {
                node.taken = taken(node, domain);
                node.slot = node.taken.slot;
            }
            node.liveSlots[d] = live;
        }
    }

    private static boolean isIn(long mask, int number) {
        return (mask >> number & 1) != 0;
    }

    private static boolean takes(Step step, Domain domain) {
        return (step.kind() == Step.Kind.SNAP || step.kind() == Step.Kind.START) && step.concerns(domain);
    }

    private static Node taken(Node node, Domain domain) {
        for (Node up = node.parent; up.step != null; up = up.parent) {
            if (takes(up.step, domain) && up.step.number() == node.step.number()) {
                return up;
            }
        }
        throw new IllegalStateException("a wait for a cookie that was never taken: " + node.step);
    }
}
