package org.tracepointlab.rcu.kernel;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The readers of an SRCU domain and the index that new sections use. Readers come and go from any thread; scans and
 * flips are made under the machine's lock.
 */
final class SrcuReaders {

    private final Set<SrcuReader> readers = ConcurrentHashMap.newKeySet();
    private volatile int index;

    void add(SrcuReader reader) {
        readers.add(reader);
    }

    /** Takes out a reader that is outside of its sections: its locks and unlocks are equal. */
    void remove(SrcuReader reader) {
        readers.remove(reader);
    }

    /** How many there are. */
    int size() {
        return readers.size();
    }

    /** The index for new sections, 0 or 1. */
    int index() {
        return index;
    }

    /**
     * Whether any reader is inside a section of this index (srcu_readers_active_idx_check). The unlocks are summed
     * before the locks, so that a section which is counted as left was counted as entered. Each reader is summed by
     * itself: it has one section at a time, on one thread.
     */
    boolean anyInside(int i) {
        VarHandle.fullFence(); // the updater's stores, and a flip, come before the sums
        for (SrcuReader r : readers) {
            if (isInside(r, i)) {
                if (!r.isDead()) {
                    return true;
                }
                readers.remove(r);
            }
        }
        return false;
    }

    private static boolean isInside(SrcuReader reader, int i) {
        long left = reader.unlocksAcquire(i);
        VarHandle.fullFence(); // "A"; partner of ordering 1 in SrcuReader
        return reader.locksAcquire(i) != left;
    }

    /** The readers inside a section of this index. */
    List<SrcuReader> inside(int i) {
        return readers.stream().filter(r -> isInside(r, i)).toList();
    }

    /** New sections use the other index. */
    void flip() {
        VarHandle.fullFence(); // "E": the first scan comes before the flip
        index = 1 ^ index;
        VarHandle.fullFence(); // "D": the flip comes before the second scan
    }
}
