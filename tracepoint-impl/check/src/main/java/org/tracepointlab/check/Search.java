package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Breadth-first search with state hashing: the violation that it finds has a shortest trace.
 *
 * <p>Each step of each actor is taken by itself, in any order. A state is a {@code long}: the updater's place, what is
 * known of snapshots, and each reader by a number given to what it has loaded.
 */
final class Search {

    private static final int MOST_READERS = 2;
    private static final int READER_BITS = 15;
    private static final int SHARED_BITS = 10;
    private static final int FOREIGN_WAITS = 1;
    private static final int WRITER_WAITS = 2;
    private static final int STATUS_SHIFT = 2;
    private static final int STATUS_SLOTS = 4;
    /** A snapshot's status: no grace period began since, one began, one began and ended. */
    private static final int NONE = 0;
    private static final int BEGUN = 1;
    private static final int ELAPSED = 2;

    private final UpdaterProgram tree;
    private final ReaderModel model;
    private final Mode mode;
    private final Domain[] kinds;
    private final StateStore store = new StateStore();
    private final StateStore readers = new StateStore();
    private int current;
    private long entered;
    private long calls;
    private Property violated;
    private Scenario scenario;
    private Trace.Line lastLine;

    private Search(UpdaterProgram tree, Mode mode, Domain[] kinds) {
        if (kinds.length > MOST_READERS) {
            throw new IllegalArgumentException("at most " + MOST_READERS + " readers; found " + kinds.length);
        }
        this.tree = tree;
        this.model = tree.readers();
        this.mode = mode;
        this.kinds = kinds;
    }

    /**
     * What came of it.
     *
     * @param states  those visited
     * @param entered readers' steps into a section, counted once for each state that they are taken from
     * @param calls   readers' calls of a probe, counted likewise
     * @param trace   a shortest one, or null if nothing is violated
     */
    record Result(long states, long entered, long calls, Trace trace) {

        static final Result NOTHING = new Result(0, 0, 0, null);

        /** Of both, and the shorter trace. */
        Result and(Result other) {
            boolean longer = trace == null || other.trace != null && other.trace.length() < trace.length();
            return new Result(states + other.states, entered + other.entered, calls + other.calls,
                    longer ? other.trace : trace);
        }
    }

    /** Searches with each mixture of that many readers, and takes the shortest of their traces. */
    static Result run(UpdaterProgram tree, Mode mode, int readers) {
        Result all = Result.NOTHING;
        for (int srcu = 0; srcu <= readers; srcu++) {
            Domain[] kinds = new Domain[readers];
            Arrays.fill(kinds, Domain.RCU);
            Arrays.fill(kinds, 0, srcu, Domain.SRCU);
            all = all.and(run(tree, mode, kinds));
        }
        return all;
    }

    /** Searches with these readers. */
    static Result run(UpdaterProgram tree, Mode mode, Domain... kinds) {
        Search search = new Search(tree, mode, kinds.clone());
        Trace trace = search.search();
        return new Result(search.store.size(), search.entered, search.calls, trace);
    }

    private Trace search() {
        readers.add(0, -1);
        store.add(0, -1);
        for (current = 0; current < store.size(); current++) {
            Checker.giveUpIfInterrupted();
            expand(store.state(current));
            if (violated != null) {
                return trace();
            }
        }
        return null;
    }

    private static int reader(long state, int r) {
        return (int) (state >>> r * READER_BITS) & (1 << READER_BITS) - 1;
    }

    private static int shared(long state) {
        return (int) (state >>> MOST_READERS * READER_BITS) & (1 << SHARED_BITS) - 1;
    }

    private Node node(long state) {
        return tree.nodes.get((int) (state >>> MOST_READERS * READER_BITS + SHARED_BITS));
    }

    private long state(Node node, int shared, long[] values) {
        long state = (long) node.id << SHARED_BITS | shared;
        state <<= MOST_READERS * READER_BITS;
        for (int r = 0; r < values.length; r++) {
            int number = readers.add(values[r], -1);
            if (number >= 1 << READER_BITS || node.id >= 1 << 64 - MOST_READERS * READER_BITS - SHARED_BITS) {
                throw new IllegalStateException("the search is too large for its encoding; give smaller bounds");
            }
            state |= (long) number << r * READER_BITS;
        }
        return state;
    }

    private long[] values(long state) {
        long[] values = new long[kinds.length];
        for (int r = 0; r < values.length; r++) {
            values[r] = readers.state(reader(state, r));
        }
        return values;
    }

    private void expand(long state) {
        Node node = node(state);
        int shared = shared(state);
        long[] values = values(state);
        for (int r = 0; r < values.length && violated == null; r++) {
            readerStep(node, shared, values, r);
        }
        if (mode == Mode.FOREIGN) {
            foreignStep(node, shared, values);
        }
        for (Node child : node.children) {
            if (violated == null) {
                writerStep(node, child, shared, values);
            }
        }
    }

    private void found(Node node, int shared, long[] values) {
        store.add(state(node, shared, values), current);
    }

    private void readerStep(Node node, int shared, long[] values, int r) {
        Property property = model.violation(node, values[r]);
        if (property != null) {
            violate(property, node, r + 1, model.describe(node, values[r]));
            return;
        }
        long next = model.next(node, values[r]);
        if (next != ReaderModel.BLOCKED) {
            entered += model.enters(values[r]) ? 1 : 0;
            calls += model.calls(node, values[r]) ? 1 : 0;
            long[] moved = values.clone();
            moved[r] = next;
            found(node, shared, moved);
        }
    }

    private void foreignStep(Node node, int shared, long[] values) {
        if ((shared & FOREIGN_WAITS) == 0) {
            found(node, raise(shared, NONE, BEGUN) | FOREIGN_WAITS, take(values, UpdaterProgram.FOREIGN_SLOT));
        } else if (nobodyIn(values, Domain.RCU, UpdaterProgram.FOREIGN_SLOT)) {
            found(node, raise(shared, BEGUN, ELAPSED) & ~FOREIGN_WAITS, values);
        }
    }

    /** All RCU readers that are inside now are waited for. */
    private long[] take(long[] values, int slot) {
        long[] moved = values.clone();
        for (int r = 0; r < moved.length; r++) {
            if (kinds[r] == Domain.RCU) {
                moved[r] = ReaderModel.setIn(moved[r], slot);
            }
        }
        return moved;
    }

    private boolean nobodyIn(long[] values, Domain domain, int slot) {
        for (int r = 0; r < values.length; r++) {
            if (kinds[r] == domain && ReaderModel.isIn(values[r], slot)) {
                return false;
            }
        }
        return true;
    }

    private static int status(int shared, int slot) {
        return shared >>> STATUS_SHIFT + 2 * slot & 3;
    }

    private static int withStatus(int shared, int slot, int status) {
        if (slot >= STATUS_SLOTS) {
            throw new IllegalStateException("more than " + STATUS_SLOTS + " snapshots to follow at once");
        }
        int shift = STATUS_SHIFT + 2 * slot;
        return shared & ~(3 << shift) | status << shift;
    }

    private static int raise(int shared, int from, int to) {
        int raised = shared;
        for (int slot = 0; slot < STATUS_SLOTS; slot++) {
            if (status(shared, slot) == from) {
                raised = withStatus(raised, slot, to);
            }
        }
        return raised;
    }

    private void writerStep(Node node, Node child, int shared, long[] values) {
        Step.Kind kind = child.step.kind();
        boolean sequenced = mode != Mode.WEAKEST && child.step.concerns(Domain.RCU);
        if (sequenced && kind == Step.Kind.SNAP) {
            snap(child, shared, values);
        } else if (sequenced && kind == Step.Kind.AWAIT && child.taken.step.kind() == Step.Kind.SNAP) {
            awaitSnapped(node, child, shared, values);
        } else {
            cross(node, child, shared, values);
        }
    }

    private void snap(Node child, int shared, long[] values) {
        long[] moved = across(child, values);
        for (int r = 0; r < moved.length && child.slot >= 0; r++) {
            if (kinds[r] == Domain.RCU) {
                moved[r] &= ~(1L << child.slot);
            }
        }
        found(child, child.slot < 0 ? shared : withStatus(shared, child.slot, NONE), moved);
    }

    /** A wait for a snapshot starts a grace period of its own unless one has elapsed. */
    private void awaitSnapped(Node node, Node child, int shared, long[] values) {
        if ((shared & WRITER_WAITS) != 0) {
            if (nobodyIn(values, Domain.RCU, child.slot)) {
                found(child, withStatus(shared & ~WRITER_WAITS, child.slot, ELAPSED), across(child, values));
            }
        } else if (status(shared, child.slot) == ELAPSED) {
            found(child, shared, across(child, values));
        } else {
            found(node, shared | WRITER_WAITS, take(values, child.slot));
        }
    }

    private void cross(Node node, Node child, int shared, long[] values) {
        long[] moved = across(child, values);
        if (moved != null && child.wrong != null) {
            violate(child.wrong, child, Trace.WRITER, child.step.toString());
        } else if (moved != null) {
            found(child, shared, moved);
        } else if (Arrays.stream(values).noneMatch(ReaderModel::inside)) {
            violate(Property.DEADLOCK, node, Trace.WRITER, child.step.toString());
        }
    }

    /** The readers after the updater's step, or null if it waits for one of them or for itself. */
    private long[] across(Node child, long[] values) {
        if (child.step.kind() == Step.Kind.AWAIT_SELF) {
            return null;
        }
        long[] moved = new long[values.length];
        for (int r = 0; r < moved.length; r++) {
            moved[r] = ReaderModel.across(child, kinds[r], values[r], tree);
            if (moved[r] == ReaderModel.BLOCKED) {
                return null;
            }
        }
        return moved;
    }

    private void violate(Property property, Node node, int actor, String text) {
        violated = property;
        scenario = node.scenario;
        lastLine = line(node, actor, text);
    }

    private Trace.Line line(Node node, int actor, String text) {
        return new Trace.Line(actor, text, Probe.array(tree.arrays.get(node.funcs)),
                tree.call(node), node.key);
    }

    private Trace trace() {
        List<Trace.Line> lines = new ArrayList<>(List.of(lastLine));
        for (int at = current; store.parent(at) >= 0; at = store.parent(at)) {
            lines.add(line(store.state(store.parent(at)), store.state(at)));
        }
        Collections.reverse(lines);
        List<String> names = Arrays.stream(kinds).map(Domain::name).toList();
        return new Trace(scenario, violated, names, lines);
    }

    private Trace.Line line(long from, long to) {
        Node before = node(from);
        Node after = node(to);
        if (before != after) {
            return line(after, after.step.kind() == Step.Kind.FOLD ? Trace.FOLDING : Trace.WRITER,
                    after.step.toString());
        }
        int changed = shared(from) ^ shared(to);
        if ((changed & WRITER_WAITS) != 0) {
            return line(after, Trace.WRITER, "rcu start");
        }
        if ((changed & FOREIGN_WAITS) != 0) {
            return line(after, Trace.FOREIGN, (shared(to) & FOREIGN_WAITS) != 0 ? "rcu start" : "rcu end");
        }
        int r = reader(from, 0) != reader(to, 0) ? 0 : 1;
        return line(after, r + 1, model.describe(before, readers.state(reader(from, r))));
    }
}
