package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/**
 * The registered readers: an array with holes, so that a grace period walks memory in order. Changes take a lock for a
 * few instructions; iterating takes none, and sees what was there throughout.
 *
 * <p>A reader stays in its slot. So an iteration misses a reader only if it looked at the slot, or at the array or the
 * size, before the reader was put there. {@link #add} ends with a full fence, the partner of the updater's full fence
 * before it looks: the sections of a reader that was missed see everything that the updater stored before.
 *
 * @param <R> the readers
 */
final class ReaderTable<R> implements Iterable<R> {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final int FEWEST = 8;

    private final IntFunction<Object[]> arrays;
    private volatile Object[] slots;
    private volatile int size;

    // guarded by this
    private final Map<R, Place> places = new IdentityHashMap<>();
    private int[] holes; // as many as slots, so that taking a reader out needs no memory
    private int holeCount;
    private int end;

    /** Where a reader is, and what is to live as long as it is there. */
    private record Place(int at, Object kept) {
    }

    ReaderTable() {
        this(Object[]::new);
    }

    /** With arrays from there, which may fail. */
    ReaderTable(IntFunction<Object[]> arrays) {
        this.arrays = arrays;
        this.slots = arrays.apply(FEWEST);
        this.holes = new int[FEWEST];
    }

    /**
     * Puts a reader in, and keeps something along with it. Where this throws, the reader is not there: what may fail
     * comes first, and what was stored is taken back.
     */
    synchronized void add(R reader, Object kept) {
        int at = holeCount == 0 ? end : holes[holeCount - 1];
        int before = size;
        Object[] to = slots;
        int[] toHoles = holes;
        if (at == to.length) {
            to = arrays.apply(2 * at);
            toHoles = Arrays.copyOf(holes, 2 * at);
            System.arraycopy(slots, 0, to, 0, at);
        }
        places.put(reader, new Place(at, kept));
        holes = toHoles;
        try {
            SLOT.setRelease(to, at, reader);
            slots = to;
            size = before + 1;
            VarHandle.fullFence(); // see the class
        } catch (Throwable t) {
            to[at] = null;
            size = before;
            throw t;
        }
        if (holeCount == 0) {
            end = at + 1;
        } else {
            holeCount--;
        }
    }

    /** Takes a reader out, if it is there. */
    synchronized void remove(R reader) {
        Place place = places.get(reader);
        if (place != null) {
            if (slots[place.at] == reader) { // else it came to nothing in add
                SLOT.setRelease(slots, place.at, null);
                holes[holeCount++] = place.at;
                size = size - 1;
            }
            places.remove(reader);
        }
    }

    /** How many there are; a volatile load. */
    int size() {
        return size;
    }

    /** Whether there is no reader; a volatile load. */
    boolean isEmpty() {
        return size == 0;
    }

    @Override
    public Iterator<R> iterator() {
        return new Walk<>(slots);
    }

    private static final class Walk<R> implements Iterator<R> {
        private final Object[] slots;
        private int at;
        private Object next;

        Walk(Object[] slots) {
            this.slots = slots;
        }

        @Override
        public boolean hasNext() {
            while (next == null && at < slots.length) {
                next = SLOT.getAcquire(slots, at++);
            }
            return next != null;
        }

        @Override
        @SuppressWarnings("unchecked") // only readers are put in
        public R next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            R reader = (R) next;
            next = null;
            return reader;
        }
    }
}
