package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The registered readers: an array with holes, so that a grace period walks memory in order. Changes take a lock for a few
 * instructions; iterating takes none, and sees what was there throughout.
 *
 * <p>A reader stays in its slot. So an iteration misses a reader only if it looked at the slot, or at the array or the size,
 * before the reader was put there. {@link #add} ends with a full fence, the partner of the updater's full fence before it
 * looks: the sections of a reader that was missed see everything that the updater stored before.
 *
 * @param <R> the readers
 */
final class ReaderTable<R> implements Iterable<R> {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final int FEWEST = 8;

    private volatile Object[] slots = new Object[FEWEST];
    private volatile int size;

    // guarded by this
    private final Map<R, Integer> places = new IdentityHashMap<>();
    private final Deque<Integer> holes = new ArrayDeque<>();
    private int end;

    /** Puts a reader in. Returns how many there are. */
    synchronized int add(R reader) {
        Integer hole = holes.poll();
        int place = hole == null ? end++ : hole;
        if (place == slots.length) {
            slots = Arrays.copyOf(slots, 2 * place);
        }
        places.put(reader, place);
        size = places.size();
        SLOT.setRelease(slots, place, reader);
        VarHandle.fullFence(); // see the class
        return places.size();
    }

    /** Takes a reader out, if it is there. */
    synchronized void remove(R reader) {
        Integer place = places.remove(reader);
        if (place != null) {
            SLOT.setRelease(slots, place, null);
            holes.push(place);
            size = places.size();
        }
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
