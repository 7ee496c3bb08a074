package org.tracepointlab.tracepoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Updates of one registry that belong together: {@code try (Batch batch = registry.batch()) { ... }}. Holds the registry's
 * mutex from {@link TracepointRegistry#batch()} to {@link #close()}; updates in between are the opening thread's only, and
 * are made at once, in their order.
 *
 * <p>What it is for: the code that was compiled around the registry's tracepoints is thrown away once for all of them, as
 * soon as the batch turns out to be one of many ({@value #MANY} updates), and not once for each. And an implementation may
 * have something of its own to gain ({@link BatchScope}).
 *
 * <p>Not thread-safe: the opening thread's own.
 */
public final class Batch implements AutoCloseable {

    /** From so many updates on, it pays to throw away the code of all tracepoints at once. */
    static final int MANY = 4;

    private final TracepointRegistry registry;
    /** Only for an implementation that asks for them at the end. */
    private final Set<TracepointState> states = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Tracepoint> changed = new ArrayList<>();
    private final boolean tracked;
    private final Thread owner = Thread.currentThread();
    private boolean removed;
    private int updates;
    private boolean closed;

    Batch(TracepointRegistry registry, boolean tracked) {
        this.registry = registry;
        this.tracked = tracked;
    }

    /** Says that so many updates follow, so that nothing need be waited for to find out. */
    void expect(int more) {
        if (updates < MANY && updates + more >= MANY) {
            registry.discardCompiledCode();
            updates = MANY;
        }
    }

    void willUpdate() {
        if (updates < MANY && ++updates == MANY) {
            registry.discardCompiledCode();
        }
    }

    void updated(Tracepoint tracepoint, boolean removes) {
        removed |= removes;
        if (tracked && states.add(tracepoint.state())) {
            changed.add(tracepoint);
        }
    }

    /**
     * Ends the batch: by implementation waits for readers, and lets other updates in. Idempotent.
     *
     * @throws IllegalStateException on another thread than the one that opened it; or if readers have to be waited for and
     *                               this thread is one: then the batch has ended all the same, without the wait
     */
    @Override
    public void close() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a batch opened by " + owner.getName() + " is closed by "
                    + Thread.currentThread().getName() + "; close it on the thread that opened it");
        }
        if (!closed) {
            closed = true;
            registry.end(this);
        }
    }

    /** The steps of its end. */
    BatchSteps steps(GracePeriods gracePeriods) {
        return new BatchSteps() {
            @Override
            public boolean removed() {
                return removed;
            }

            @Override
            public void synchronize() {
                gracePeriods.synchronize();
            }

            @Override
            public void forEachChanged(BiConsumer<TransitionSteps, ProbeArray> action) {
                for (Tracepoint tracepoint : changed) {
                    UpdateSteps steps = registry.stepsOf(tracepoint);
                    action.accept(steps, steps.funcs());
                }
            }
        };
    }
}
