package org.tracepointlab.rcu.kernel;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the n-th step of a kernel throw, counted from 1, or the n-th of one kind; once. Thread-safe. */
final class FailTheNth implements FaultInjection {

    /** What is thrown: an Error, since nobody has a handler for those of their own. */
    static final class Injected extends Error {
        private static final long serialVersionUID = 1;

        Injected(String what) {
            super("thrown on purpose by " + what);
        }
    }

    private final int n;
    private final Step kind; // null for any
    private final AtomicInteger steps = new AtomicInteger();
    private final Map<Step, AtomicInteger> counts = new EnumMap<>(Step.class);
    private volatile boolean armed = true;
    private volatile Injected thrown;

    FailTheNth(int n, Step kind) {
        this.n = n;
        this.kind = kind;
        for (Step step : Step.values()) {
            counts.put(step, new AtomicInteger());
        }
    }

    /** One that lets everything pass until it is armed. */
    static FailTheNth later(int n, Step kind) {
        FailTheNth faults = new FailTheNth(n, kind);
        faults.armed = false;
        return faults;
    }

    void arm() {
        armed = true;
    }

    @Override
    public void at(Step step) {
        counts.get(step).incrementAndGet();
        if (armed && (kind == null || kind == step) && steps.incrementAndGet() == n) {
            thrown = new Injected(step + ", number " + n);
            throw thrown;
        }
    }

    /** What was thrown, or null. */
    Injected thrown() {
        return thrown;
    }

    int count(Step step) {
        return counts.get(step).get();
    }
}
