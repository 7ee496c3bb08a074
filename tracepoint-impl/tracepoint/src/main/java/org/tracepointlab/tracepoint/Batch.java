package org.tracepointlab.tracepoint;

/**
 * Updates of one registry that belong together: {@code try (Batch batch = registry.batch()) { ... }}. Holds the
 * registry's mutex from {@link TracepointRegistry#batch()} to {@link #close()}; updates in between are the opening
 * thread's only, and are made at once, in their order.
 *
 * <p>What it is for: the code that was compiled around the registry's tracepoints is thrown away once for all of them,
 * as soon as the batch turns out to be one of many ({@value #MANY} updates), and not once for each. And an
 * implementation may have something of its own to gain ({@link BatchScope}).
 *
 * <p>Not thread-safe: the opening thread's own.
 */
public final class Batch implements AutoCloseable {

    /** From so many updates on, it pays to throw away the code of all tracepoints at once. */
    static final int MANY = 4;

    private final TracepointRegistry registry;
    private final Thread owner = Thread.currentThread();
    private int updates;
    private boolean closed;

    Batch(TracepointRegistry registry) {
        this.registry = registry;
    }

    /** Says that so many updates follow, so that nothing need be waited for to find out. */
    void expect(int more) {
        if (updates < MANY && updates + more >= MANY) {
            registry.beginPatches();
            updates = MANY;
        }
    }

    void willUpdate() {
        if (updates < MANY && ++updates == MANY) {
            registry.beginPatches();
        }
    }

    /**
     * Ends the batch: by implementation waits for readers, and lets other updates in. Idempotent. If it throws, the
     * batch has ended all the same, save where said otherwise, and what its end did not do the next update does first.
     *
     * @throws IllegalStateException on another thread than the one that opened it, or from inside an update (a hook, a
     *                               listener): then the batch is open still; or from inside a probe or a read section:
     *                               then it has ended, without the wait
     */
    @Override
    public void close() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a batch opened by " + owner.getName() + " is closed by "
                    + Thread.currentThread().getName() + "; close it on the thread that opened it");
        }
        if (!closed) {
            registry.end(this);
        }
    }

    /** It is not the registry's any more, whether its end returns or not. */
    void ended() {
        closed = true;
    }
}
