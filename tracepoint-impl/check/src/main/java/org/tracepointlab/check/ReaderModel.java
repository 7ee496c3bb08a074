package org.tracepointlab.check;

import java.util.List;

/**
 * What a reader does, one shared access at a time ({@code __DO_TRACE}). A reader is a {@code long}: where it is, what it
 * has loaded, and what grace periods wait for it. Its next step depends on that and on memory alone.
 *
 * <pre>
 *   OUT    test the key                       off: stay
 *   KEYED  lock
 *   LOCKED load funcs                         null: nothing more to do
 *   HAVE   load element 0's data
 *   DATA   read the call's target and call    the window is before this
 *   ITER   load funcs again                   null: nothing more to do
 *   WALK   call an entry with its own data    once for each
 *   DONE   unlock
 * </pre>
 */
class ReaderModel {

    static final int OUT = 0;
    static final int KEYED = 1;
    static final int LOCKED = 2;
    static final int HAVE = 3;
    static final int DATA = 4;
    static final int ITER = 5;
    static final int WALK = 6;
    static final int DONE = 7;

    /** No step to take, or a wait that goes on. */
    static final long BLOCKED = -1;

    static final long SLOTS = (1L << 9) - 1;
    private static final int GONE_SHIFT = 9;
    private static final long GONE = 0xFL << GONE_SHIFT;
    private static final long DEAD = 1L << 13;
    private static final int DATA_SHIFT = 14;
    private static final int INDEX_SHIFT = 17;
    private static final int ARRAY_SHIFT = 20;
    private static final int PHASE_SHIFT = 44;

    final WriterTree tree;

    ReaderModel(WriterTree tree) {
        this.tree = tree;
    }

    static int phase(long reader) {
        return (int) (reader >>> PHASE_SHIFT);
    }

    static boolean inside(long reader) {
        return phase(reader) >= LOCKED;
    }

    static int array(long reader) {
        return (int) (reader >>> ARRAY_SHIFT) & 0xFFFFFF;
    }

    static int data(long reader) {
        return (int) (reader >>> DATA_SHIFT) & 7;
    }

    static int index(long reader) {
        return (int) (reader >>> INDEX_SHIFT) & 7;
    }

    static boolean isIn(long reader, int slot) {
        return (reader >>> slot & 1) != 0;
    }

    static long setIn(long reader, int slot) {
        return inside(reader) ? reader | 1L << slot : reader & ~(1L << slot);
    }

    static int gone(long reader) {
        return (int) (reader >>> GONE_SHIFT) & 0xF;
    }

    static long at(int phase, long kept) {
        return (long) phase << PHASE_SHIFT | kept;
    }

    private static long holding(int phase, int array, int index, boolean dead, long kept) {
        return at(phase, kept) | (long) array << ARRAY_SHIFT | (long) index << INDEX_SHIFT | (dead ? DEAD : 0);
    }

    /** Where the reader is after its next step, or {@link #BLOCKED} if the key is off. */
    long next(Node node, long reader) {
        long slots = reader & SLOTS;
        return switch (phase(reader)) {
            case OUT -> node.key ? at(KEYED, 0) : BLOCKED;
            case KEYED -> at(LOCKED, (long) (node.gone & node.mates) << GONE_SHIFT);
            case LOCKED -> node.funcs == 0 ? at(DONE, slots)
                    : holding(HAVE, node.funcs, 0, node.funcsReleased, reader & (SLOTS | GONE));
            case HAVE -> at(DATA, reader & (SLOTS | GONE)
                    | (long) tree.arrays.get(array(reader)).get(0).data() << DATA_SHIFT);
            case DATA -> at(node.call == Node.ITERATOR ? ITER : DONE, slots);
            case ITER -> node.funcs == 0 ? at(DONE, slots)
                    : holding(WALK, node.funcs, 0, node.funcsReleased, slots);
            case WALK -> index(reader) + 1 < tree.arrays.get(array(reader)).size()
                    ? holding(WALK, array(reader), index(reader) + 1, (reader & DEAD) != 0, slots)
                    : at(DONE, slots);
            default -> at(OUT, 0);
        };
    }

    /** What the reader's next step violates, or null. */
    Property violation(Node node, long reader) {
        switch (phase(reader)) {
            case LOCKED -> {
                if (node.funcs != 0) {
                    Probe first = tree.arrays.get(node.funcs).get(0);
                    return node.call == first.func() && (node.gone & first.bit()) != 0 ? Property.GONE : null;
                }
            }
            case HAVE, WALK -> {
                return (reader & DEAD) != 0 ? Property.RELEASED : null;
            }
            case DATA -> {
                return node.call == Node.ITERATOR ? null : pairing(node, data(reader), gone(reader));
            }
            case ITER -> {
                if (node.funcs != 0) {
                    List<Probe> array = tree.arrays.get(node.funcs);
                    return array.stream().anyMatch(probe -> (node.gone & probe.bit()) != 0) ? Property.GONE : null;
                }
            }
            default -> {
                // nothing of the sort can happen
            }
        }
        return null;
    }

    private static Property pairing(Node node, int data, int gone) {
        for (Probe probe : node.ever) {
            if (probe.func() == node.call && probe.data() == data) {
                return (gone & probe.bit()) != 0 ? Property.GONE : null;
            }
        }
        return Property.PAIRING;
    }

    /** The reader after the updater's step to this node, or {@link #BLOCKED} if that step waits for it. */
    static long across(Node to, Domain domain, long reader, WriterTree tree) {
        long moved = reader;
        Step step = to.step;
        if (step.concerns(domain) && to.slot >= 0) {
            switch (step.kind()) {
                case SNAP, START -> moved = setIn(moved, to.slot);
                case AWAIT -> {
                    if (isIn(moved, to.slot)) {
                        return BLOCKED;
                    }
                }
                default -> {
                    // no cookie
                }
            }
        }
        if (step.kind() == Step.Kind.RELEASE && !step.concerns(domain) && array(moved) != 0
                && array(moved) == tree.number(step.array())) {
            moved |= DEAD;
        }
        return onlyLive(to, domain, moved);
    }

    /** Without the bits that nobody asks for any more. */
    private static long onlyLive(Node to, Domain domain, long reader) {
        long slots = to.liveSlots[domain.ordinal()] | 1L << WriterTree.FOREIGN_SLOT;
        long gone = (long) (to.mates & ~to.begins) << GONE_SHIFT;
        return reader & (slots | gone | ~(SLOTS | GONE));
    }

    /** The next step in words. */
    String describe(Node node, long reader) {
        return switch (phase(reader)) {
            case OUT -> "test key";
            case KEYED -> "lock";
            case LOCKED -> "load funcs " + Probe.array(tree.arrays.get(node.funcs));
            case HAVE -> "load data " + Probe.data(tree.arrays.get(array(reader)).get(0).data());
            case DATA -> node.call == Node.ITERATOR ? "call iterator"
                    : call(node.call, data(reader));
            case ITER -> "load funcs " + Probe.array(tree.arrays.get(node.funcs));
            case WALK -> {
                Probe probe = tree.arrays.get(array(reader)).get(index(reader));
                yield call(probe.func(), probe.data());
            }
            default -> "unlock";
        };
    }

    /** The call's target in words, where it is not the iterator. */
    String target(Node node) {
        return Probe.func(node.call);
    }

    private static String call(int func, int data) {
        return "call " + Probe.func(func) + "(" + Probe.data(data) + ")";
    }
}
