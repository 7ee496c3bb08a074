package org.tracepointlab.rcu;

import java.lang.invoke.VarHandle;

/** A reader with full fences. The orderings are those of {@link CountingReader}. */
final class MbReader extends CountingReader {

    MbReader(UpdateSide<?> home) {
        super(home);
    }

    @Override
    public void lock() {
        enter();
        VarHandle.fullFence(); // ordering 1
    }

    @Override
    public void unlock() {
        if (leave()) {
            VarHandle.fullFence(); // ordering 3
            wakeIfAwaited();
        }
    }
}
