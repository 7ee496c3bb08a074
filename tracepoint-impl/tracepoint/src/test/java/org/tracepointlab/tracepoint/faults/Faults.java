package org.tracepointlab.tracepoint.faults;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Makes the n-th call of one kind throw, once, counted from 1. Thread-safe. */
final class Faults {

    /** What is thrown where no Error is. */
    static final class Injected extends RuntimeException {
        private static final long serialVersionUID = 1;

        Injected(String message) {
            super(message);
        }
    }

    private final Plan plan;
    private final int n;
    private final boolean error;
    private final boolean breaks;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Throwable thrown;

    Faults(Plan plan, int n, boolean error, boolean breaks) {
        this.plan = plan;
        this.n = n;
        this.error = error;
        this.breaks = breaks;
    }

    /** Whether a domain says from then on that it is broken, so that nothing that follows can work. */
    boolean breaks() {
        return breaks;
    }

    Kind kind() {
        return plan.kind();
    }

    /** So that a hand-over that fails in a barrier is tried, and one that fails in close. */
    boolean leavesReleasesToClose() {
        return plan.kind() == Kind.CALL && error;
    }

    /** Whether it has come to that. */
    boolean isThrown() {
        return thrown != null;
    }

    /** Whether that is why this was thrown. */
    boolean isBehind(Throwable what) {
        for (Throwable t = what; t != null; t = t.getCause()) {
            if (t == thrown) {
                return true;
            }
        }
        return false;
    }

    void before(Kind kind) {
        at(kind, false);
    }

    void after(Kind kind) {
        at(kind, true);
    }

    private void at(Kind kind, boolean after) {
        if (kind == plan.kind() && after == plan.after() && calls.incrementAndGet() == n) {
            String message = "on purpose: number " + n + " " + plan;
            if (!error) {
                thrown = new Injected(message);
                throw (Injected) thrown;
            }
            boolean memory = kind == Kind.ALLOCATION || kind == Kind.THREAD_START || n / 2 % 2 == 0;
            thrown = memory ? new OutOfMemoryError(message) : new StackOverflowError(message);
            throw (Error) thrown;
        }
    }

    void around(Kind kind, Runnable step) {
        before(kind);
        step.run();
        after(kind);
    }

    <T> T around(Kind kind, Supplier<T> step) {
        before(kind);
        T result = step.get();
        after(kind);
        return result;
    }
}
