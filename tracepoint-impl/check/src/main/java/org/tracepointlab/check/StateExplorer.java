package org.tracepointlab.check;

import java.util.Arrays;

/**
 * Visits every state of every scenario, depth first along the updater's program, and remembers no more than the states
 * of the places on the way: so memory does not grow with the number of states.
 *
 * <p>At one place of the updater each reader has at most one next step, and few states that it can be in. So a state is
 * a tuple of numbers, the set of states is a bit set, and what the updater does to it is a mapping of those numbers.
 * Nothing is left out: each combination of readers' states that can be reached is visited, and counted.
 */
final class StateExplorer {

    private final UpdaterProgram tree;
    private final ReaderModel model;
    private final int readers;
    private final int kinds;
    private long states;
    private long violations;
    private long entered;
    private long calls;
    private Property violated;
    private Node where;

    /** The states of one reader at a place. */
    private static final class Singles {
        final long[] states;
        final int[] next;
        final Property[] violations;
        /** What each one's next step does: 1 enters a section, 2 calls a probe. */
        final byte[] does;

        Singles(long[] states, int[] next, Property[] violations, byte[] does) {
            this.states = states;
            this.next = next;
            this.violations = violations;
            this.does = does;
        }

        int size() {
            return states.length;
        }
    }

    private StateExplorer(UpdaterProgram tree, int readers) {
        this.tree = tree;
        this.model = tree.readers();
        this.readers = readers;
        this.kinds = readers + 1; // by how many of them are SRCU readers
    }

    /**
     * What came of it.
     *
     * @param states     those visited
     * @param violations steps that violate something, counted once for each state that they are taken from
     * @param entered    readers' steps into a section, counted likewise
     * @param calls      readers' calls of a probe, counted likewise
     * @param violated   what was violated first, or null
     * @param where      in which scenario, or null
     */
    record Result(long states, long violations, long entered, long calls, Property violated, Scenario where) {
    }

    static Result run(UpdaterProgram tree, int readers) {
        StateExplorer sweep = new StateExplorer(tree, readers);
        sweep.start();
        return new Result(sweep.states, sweep.violations, sweep.entered, sweep.calls, sweep.violated,
                sweep.where == null ? null : sweep.where.scenario);
    }

    private Domain domain(int kind, int reader) {
        return reader < kind ? Domain.SRCU : Domain.RCU;
    }

    private void start() {
        Node root = tree.root();
        Singles[] singles = {close(root, new long[] {0}), close(root, new long[] {0})};
        long[][] sets = new long[kinds][];
        for (int kind = 0; kind < kinds; kind++) {
            sets[kind] = new long[words(kind, singles)];
            sets[kind][0] = 1;
        }
        visit(root, singles, sets);
    }

    private int tuples(int kind, Singles[] singles) {
        int tuples = 1;
        for (int r = 0; r < readers; r++) {
            tuples *= singles[domain(kind, r).ordinal()].size();
        }
        return tuples;
    }

    private int words(int kind, Singles[] singles) {
        return (tuples(kind, singles) + 63) / 64;
    }

    private void visit(Node node, Singles[] singles, long[][] sets) {
        Checker.giveUpIfInterrupted();
        if (node.wrong != null) {
            violate(node.wrong, node);
        }
        for (int kind = 0; kind < kinds; kind++) {
            closeTuples(node, kind, singles, sets[kind]);
        }
        for (Node child : node.children) {
            step(child, singles, sets);
        }
    }

    private void step(Node child, Singles[] from, long[][] sets) {
        int[][] moves = new int[2][];
        Singles[] to = new Singles[2];
        for (Domain domain : Domain.values()) {
            int d = domain.ordinal();
            long[] moved = new long[from[d].size()];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = child.step.kind() == Step.Kind.AWAIT_SELF ? ReaderModel.BLOCKED
                        : ReaderModel.across(child, domain, from[d].states[i], tree);
            }
            to[d] = close(child, moved);
            moves[d] = new int[moved.length];
            for (int i = 0; i < moved.length; i++) {
                moves[d][i] = moved[i] == ReaderModel.BLOCKED ? -1 : indexOf(to[d].states, moved[i]);
            }
        }
        if (moves[0][0] < 0 || moves[1][0] < 0) { // number 0 is the reader outside
            violate(Property.DEADLOCK, child);
            return;
        }
        long[][] moved = new long[kinds][];
        for (int kind = 0; kind < kinds; kind++) {
            moved[kind] = move(kind, from, to, moves, sets[kind]);
        }
        visit(child, to, moved);
    }

    private long[] move(int kind, Singles[] from, Singles[] to, int[][] moves, long[] set) {
        long[] moved = new long[words(kind, to)];
        for (int w = 0; w < set.length; w++) {
            for (long bits = set[w]; bits != 0; bits &= bits - 1) {
                int tuple = (w << 6) + Long.numberOfTrailingZeros(bits);
                int target = 0;
                int scale = 1;
                for (int r = 0; r < readers; r++) {
                    int d = domain(kind, r).ordinal();
                    int size = from[d].size();
                    int to1 = moves[d][tuple % size];
                    if (to1 < 0) {
                        target = -1;
                        break;
                    }
                    target += to1 * scale;
                    scale *= to[d].size();
                    tuple /= size;
                }
                if (target >= 0) {
                    moved[target >> 6] |= 1L << target;
                }
            }
        }
        return moved;
    }

    private int[] open = new int[1 << 12];

    private void closeTuples(Node node, int kind, Singles[] singles, long[] set) {
        int size = 0;
        for (int w = 0; w < set.length; w++) {
            for (long bits = set[w]; bits != 0; bits &= bits - 1) {
                size = push(size, (w << 6) + Long.numberOfTrailingZeros(bits));
            }
        }
        while (size > 0) {
            int tuple = open[--size];
            states++;
            int rest = tuple;
            int scale = 1;
            for (int r = 0; r < readers; r++) {
                Singles one = singles[domain(kind, r).ordinal()];
                int i = rest % one.size();
                rest /= one.size();
                if (one.violations[i] != null) {
                    violate(one.violations[i], node);
                }
                int next = one.next[i];
                entered += one.does[i] & 1;
                calls += one.does[i] >> 1;
                if (next >= 0) {
                    int target = tuple + (next - i) * scale;
                    if ((set[target >> 6] & 1L << target) == 0) {
                        set[target >> 6] |= 1L << target;
                        size = push(size, target);
                    }
                }
                scale *= one.size();
            }
        }
    }

    private void violate(Property property, Node node) {
        violations++;
        if (violated == null) {
            violated = property;
            where = node;
        }
    }

    private int push(int size, int tuple) {
        if (size == open.length) {
            open = Arrays.copyOf(open, 2 * size);
        }
        open[size] = tuple;
        return size + 1;
    }

    /** All states that one reader can get to from these, at this place. */
    private Singles close(Node node, long[] from) {
        long[] states = new long[16];
        int size = 0;
        for (long state : from) {
            long at = state;
            while (at != ReaderModel.BLOCKED && indexOf(states, size, at) < 0) {
                if (size == states.length) {
                    states = Arrays.copyOf(states, 2 * size);
                }
                states[size++] = at;
                at = model.next(node, at);
            }
        }
        states = Arrays.copyOf(states, size);
        int[] next = new int[size];
        Property[] violations = new Property[size];
        byte[] does = new byte[size];
        for (int i = 0; i < size; i++) {
            long at = model.next(node, states[i]);
            next[i] = at == ReaderModel.BLOCKED ? -1 : indexOf(states, at);
            violations[i] = model.violation(node, states[i]);
            does[i] = (byte) (model.enters(states[i]) ? 1 : model.calls(node, states[i]) ? 2 : 0);
        }
        return new Singles(states, next, violations, does);
    }

    private static int indexOf(long[] states, long state) {
        return indexOf(states, states.length, state);
    }

    private static int indexOf(long[] states, int size, long state) {
        for (int i = 0; i < size; i++) {
            if (states[i] == state) {
                return i;
            }
        }
        return -1;
    }
}
