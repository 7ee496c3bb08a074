package org.tracepointlab.rcu.kernel;

import java.util.BitSet;

/**
 * Which CPUs have something to do, in the order of their numbers: of thousands, most are idle at any time, and no step
 * should have to look at them. Guarded by the machine's lock.
 */
final class CpuSets {

    /** Those that may want a tick: every one that has or had anything; dropped when found to have nothing. */
    private final BitSet active = new BitSet();
    /** Those with something on their run queue. */
    private final BitSet runnable = new BitSet();
    /** Those with callbacks to run. */
    private final BitSet invoking = new BitSet();

    void activate(int cpu) {
        active.set(cpu);
    }

    void deactivate(int cpu) {
        active.clear(cpu);
    }

    void setRunnable(int cpu, boolean value) {
        runnable.set(cpu, value);
        if (value) {
            active.set(cpu);
        }
    }

    void setInvoking(int cpu, boolean value) {
        invoking.set(cpu, value);
    }

    /** The first active CPU from this one on, or -1. */
    int nextActive(int from) {
        return active.nextSetBit(from);
    }

    /** The first CPU from this one on with something on its run queue, or -1. */
    int nextRunnable(int from) {
        return runnable.nextSetBit(from);
    }

    /** The first CPU from this one on with callbacks to run, or -1. */
    int nextInvoking(int from) {
        return invoking.nextSetBit(from);
    }
}
