package org.tracepointlab.rcu.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * What the unconditional implementation asks of a kernel for each tracepoint that it removes, in virtual time: an SRCU
 * grace period, an RCU grace period, and the release of the old array through both.
 */
final class Removals {

    /** One removal: how many jiffies it spent in each wait, measured in ns and given as fractions. */
    record Removal(double srcu, double rcu) {
        double total() {
            return srcu + rcu;
        }
    }

    private Removals() {
    }

    /** Does n removals one after the other, and leaves the kernel open. */
    static List<Removal> run(KernelRcu kernel, int n) {
        List<Removal> removals = new ArrayList<>();
        VirtualTime time = kernel.virtualTime();
        double tick = kernel.parameters().tickNanos();
        for (int i = 0; i < n; i++) {
            long t0 = time.nanos();
            kernel.srcu().synchronize();
            long t1 = time.nanos();
            kernel.rcu().synchronize();
            long t2 = time.nanos();
            if (kernel.parameters().releaseArrays()) {
                kernel.rcu().call(() -> kernel.srcu().call(() -> { }));
            }
            removals.add(new Removal((t1 - t0) / tick, (t2 - t1) / tick));
        }
        return removals;
    }

    /** The mean of removals 5 and later, over an even number of them. */
    static double slope(List<Removal> removals) {
        return removals.subList(4, removals.size()).stream().mapToDouble(Removal::total).average().orElseThrow();
    }

    static double slope(KernelParameters parameters, int n) {
        try (KernelRcu kernel = KernelRcu.virtualTime(parameters)) {
            return slope(run(kernel, n));
        }
    }
}
