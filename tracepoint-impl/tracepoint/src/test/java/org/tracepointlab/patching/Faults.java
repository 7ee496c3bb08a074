package org.tracepointlab.patching;

import java.util.function.Supplier;

/**
 * Makes the n-th of some steps throw, before or after its effect. For whatever wraps the steps: {@link FailingPatcher},
 * and others. Counts the steps of the thread that armed it; one at a time.
 */
public final class Faults {

    /** What is thrown: an Error, which nobody expects. */
    public static final class Injected extends Error {
        private static final long serialVersionUID = 1;

        private Injected(String step, boolean after) {
            super((after ? "after " : "before ") + step);
        }
    }

    private Thread armed;
    private int left;
    private boolean after;
    private Injected thrown;

    /** From now on the {@code n}-th step, from 1, throws, and no other. */
    public void arm(int n, boolean afterItsEffect) {
        armed = Thread.currentThread();
        left = n;
        after = afterItsEffect;
        thrown = null;
    }

    /** Ends it. Returns what was thrown, or null if there were not so many steps. */
    public Injected disarm() {
        armed = null;
        return thrown;
    }

    /** Makes a step that returns something. */
    public <T> T step(String name, Supplier<T> effect) {
        if (armed != Thread.currentThread() || --left != 0) {
            return effect.get();
        }
        thrown = new Injected(name, after);
        if (after) {
            effect.get();
        }
        throw thrown;
    }

    /** Makes a step. */
    public void step(String name, Runnable effect) {
        step(name, () -> {
            effect.run();
            return null;
        });
    }
}
