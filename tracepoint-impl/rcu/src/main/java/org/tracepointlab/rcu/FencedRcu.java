package org.tracepointlab.rcu;

import java.util.concurrent.ThreadFactory;

/**
 * What {@code mb} and {@code memb} share: readers that count their sections, looked at after a heavy fence.
 *
 * <p>Without a registered reader there is nobody to look at, and the fence is the caller's own: the partner of the full
 * fence with which a reader is registered ({@link ReaderTable#add}).
 */
abstract class FencedRcu extends GracePeriodEngine<CountingReader> {

    FencedRcu(String name, CountingReader[] cache, ThreadFactory threads) {
        super(name, cache, threads);
    }

    @Override
    void awaitReaders() {
        if (hasReaders()) {
            heavyFence(); // partner of ordering 1 in CountingReader
            gate.awaitAll(readers());
        }
    }
}
