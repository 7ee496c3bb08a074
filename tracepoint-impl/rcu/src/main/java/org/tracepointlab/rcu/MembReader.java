package org.tracepointlab.rcu;

import java.lang.invoke.VarHandle;

/**
 * A reader whose fences the updater makes: where {@link CountingReader} asks for one, this has a compiler barrier, and
 * the updater's membarrier(2) makes every running thread of the process execute a full fence at some point of its
 * program. Whatever that point is, the reader's store is before it, and seen, or what follows is after it, and sees.
 *
 * <p>The Java memory model has no word for a compiler barrier between a store and a later load. What is relied on is
 * that HotSpot moves no access over an opaque one, nor over an acquire or a release fence, in either direction, and
 * that these cost no instruction on x86-64. The stress tests look for the contrary.
 */
final class MembReader extends CountingReader {

    MembReader(GracePeriodEngine<?> home) {
        super(home);
    }

    @Override
    public void lock() {
        long before = state;
        try {
            enter();
            compilerBarrier(); // ordering 1; the instruction is the updater's
        } catch (Throwable t) { // the stack may end between the two: then the lock has not taken place
            state = before;
            throw t;
        }
    }

    @Override
    public void unlock() {
        if (leave()) {
            compilerBarrier(); // ordering 3; the instruction is the updater's
            wakeIfAwaited();
        }
    }

    private static void compilerBarrier() {
        VarHandle.releaseFence();
        VarHandle.acquireFence();
    }
}
