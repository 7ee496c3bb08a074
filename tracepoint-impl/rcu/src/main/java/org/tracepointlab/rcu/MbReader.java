package org.tracepointlab.rcu;

import java.lang.invoke.VarHandle;

/** A reader with full fences. The orderings are those of {@link CountingReader}. */
final class MbReader extends CountingReader {

    MbReader(GracePeriodEngine<?> home) {
        super(home);
    }

    @Override
    public void lock() {
        long before = state;
        try {
            enter();
            VarHandle.fullFence(); // ordering 1
        } catch (Throwable t) { // the stack may end between the two: then the lock has not taken place
            state = before;
            throw t;
        }
    }

    @Override
    public void unlock() {
        if (leave()) {
            VarHandle.fullFence(); // ordering 3
            wakeIfAwaited();
        }
    }
}
