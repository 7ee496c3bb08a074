package org.tracepointlab.rcu;

import java.util.concurrent.ThreadFactory;

/**
 * Initialises the classes of a flavour, and links its calls, while there is stack for it. The JVM does both at first
 * use; where the stack ends in a static initializer, the class cannot be used any more, by anybody.
 */
final class Rehearsal {

    /** Threads that are not started. */
    static final ThreadFactory THREADS = body -> new Thread(body) {
        @Override
        public void start() {
            // nobody is to run anything
        }
    };

    private Rehearsal() {
    }

    /** Goes once through what readers and updaters do, where nobody is in the way, and closes the domain. */
    static void of(GracePeriodEngine<?> rcu) {
        try (rcu; Rcu.Reader reader = rcu.register()) {
            reader.lock();
            reader.unlock();
            rcu.readLock();
            rcu.readUnlock();
            reader.quiescentState();
            reader.offline();
            reader.online();
            rcu.condSynchronize(rcu.getState());
            rcu.startPoll();
            rcu.call(() -> { });
        }
    }
}
