package org.tracepointlab.check;

import java.util.List;

/**
 * What a reader does, one shared access at a time ({@code __DO_TRACE}). A reader is a {@code long}: where it is, what
 * it has loaded, what grace periods wait for it, and what it has to call. Its next step depends on that and on memory
 * alone.
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
    /** Where the key is tested in two steps, between the two: {@link FoldedReaderModel}. */
    static final int AIMED = 8;

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
    private static final int PHASES = 0xF;
    static final int MUST_SHIFT = 48;
    /** The probes that the reader has to call, since they are attached for as long as it is there. */
    static final long MUST = 0xFL << MUST_SHIFT;

    final UpdaterProgram tree;

    ReaderModel(UpdaterProgram tree) {
        this.tree = tree;
    }

    static int phase(long reader) {
        return (int) (reader >>> PHASE_SHIFT) & PHASES;
    }

    static boolean inside(long reader) {
        return phase(reader) >= LOCKED && phase(reader) != AIMED;
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

    /** The probes that it has to call, as a mask. */
    static int must(long reader) {
        return (int) (reader >>> MUST_SHIFT) & 0xF;
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
            case OUT -> node.key ? at(KEYED, (long) (node.stable & node.missable) << MUST_SHIFT) : BLOCKED;
            case KEYED -> at(LOCKED, reader & MUST | (long) (node.gone & node.mates) << GONE_SHIFT);
            case LOCKED -> node.funcs == 0 ? at(DONE, slots)
                    : holding(HAVE, node.funcs, 0, node.funcsReleased, reader & (SLOTS | GONE | MUST));
            case HAVE -> at(DATA, reader & (SLOTS | GONE | MUST)
                    | (long) tree.arrays.get(array(reader)).get(0).data() << DATA_SHIFT);
            case DATA -> node.call == Node.ITERATOR ? at(ITER, reader & (SLOTS | MUST)) : at(DONE, slots);
            case ITER -> node.funcs == 0 ? at(DONE, slots)
                    : holding(WALK, node.funcs, 0, node.funcsReleased, slots);
            case WALK -> index(reader) + 1 < tree.arrays.get(array(reader)).size()
                    ? holding(WALK, array(reader), index(reader) + 1, (reader & DEAD) != 0, slots)
                    : at(DONE, slots);
            default -> at(OUT, 0);
        };
    }

    /** Whether the reader's next step begins a section. */
    boolean enters(long reader) {
        return phase(reader) == KEYED;
    }

    /** Whether the reader's next step calls a probe. */
    boolean calls(Node node, long reader) {
        return phase(reader) == WALK || phase(reader) == DATA && node.call != Node.ITERATOR;
    }

    /**
     * What the reader's next step violates, or null. Once a reader has taken an array to walk it calls each of its
     * entries once, and after a direct call it calls nothing more: so whether it misses a probe is known as early as
     * that.
     */
    Property violation(Node node, long reader) {
        return switch (phase(reader)) {
            case OUT -> !node.key && node.stable != 0 ? Property.MISSED : null;
            case LOCKED -> {
                if (node.funcs == 0) {
                    yield missed(reader, 0);
                }
                Probe first = tree.arrays.get(node.funcs).get(0);
                yield node.call == first.func() && (node.gone & first.bit()) != 0 ? Property.GONE : null;
            }
            case HAVE, WALK -> (reader & DEAD) != 0 ? Property.RELEASED : null;
            case DATA -> node.call == Node.ITERATOR ? null : direct(node, reader);
            case ITER -> iterated(node, reader);
            default -> null; // nothing of the sort can happen
        };
    }

    /** Where the reader will call these probes, and no others. */
    static Property missed(long reader, int called) {
        return (must(reader) & ~called) != 0 ? Property.MISSED : null;
    }

    private static Property direct(Node node, long reader) {
        for (Probe probe : node.ever) {
            if (probe.func() == node.call && probe.data() == data(reader)) {
                return (gone(reader) & probe.bit()) != 0 ? Property.GONE : missed(reader, probe.bit());
            }
        }
        return Property.PAIRING;
    }

    private Property iterated(Node node, long reader) {
        if (node.funcs == 0) {
            return missed(reader, 0);
        }
        List<Probe> array = tree.arrays.get(node.funcs);
        int called = 0;
        for (Probe probe : array) {
            if ((called & probe.bit()) != 0) {
                return Property.ORDER;
            }
            called |= probe.bit();
        }
        if ((called & node.gone) != 0) {
            return Property.GONE;
        }
        Property missed = missed(reader, called);
        return missed == null && !node.inOrder(array) ? Property.ORDER : missed;
    }

    /** The reader after the updater's step to this node, or {@link #BLOCKED} if that step waits for it. */
    static long across(Node to, Domain domain, long reader, UpdaterProgram tree) {
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

    /** Without the bits that nobody asks for any more, and without the probes that are about to leave. */
    private static long onlyLive(Node to, Domain domain, long reader) {
        long slots = to.liveSlots[domain.ordinal()] | 1L << UpdaterProgram.FOREIGN_SLOT;
        long gone = (long) (to.mates & ~to.begins) << GONE_SHIFT & GONE;
        long must = (long) (to.stable & to.missable) << MUST_SHIFT;
        return reader & (slots | gone | must | ~(SLOTS | GONE | MUST));
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

    /** The probes that a reader may miss at this place, as a mask; more than those do no harm. */
    int missable(Node node) {
        int missable = node.stable & ~bits(tree.arrays.get(node.funcs));
        if (node.call != Node.ITERATOR) {
            for (Probe probe : node.ever) {
                boolean alone = node.ever.stream().filter(other -> other.func() == probe.func()).count() == 1;
                missable |= probe.func() == node.call && alone ? 0 : node.stable & probe.bit();
            }
        }
        return missable;
    }

    static int bits(List<Probe> array) {
        return array == null ? 0 : array.stream().mapToInt(Probe::bit).reduce(0, (a, b) -> a | b);
    }

    /** The call's target in words, where it is not the iterator. */
    String target(Node node) {
        return Probe.func(node.call);
    }

    private static String call(int func, int data) {
        return "call " + Probe.func(func) + "(" + Probe.data(data) + ")";
    }
}
