package org.tracepointlab.check.study;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.rcu.kernel.KernelParameters;
import org.tracepointlab.rcu.kernel.KernelRcu;
import org.tracepointlab.rcu.kernel.VirtualTime;

/**
 * What the unconditional implementation asks of a kernel for each tracepoint that it removes, in virtual time: an SRCU
 * grace period, an RCU grace period, and the release of the old array through both.
 */
public final class Removals {

    /** How many removals a kernel needs to fall into its stride; not counted by {@link #slope}. */
    public static final int FIRST = 4;

    /**
     * One removal.
     *
     * @param srcu how long it waited for SRCU, in jiffies
     * @param rcu  how long it waited for RCU, in jiffies
     */
    public record Removal(double srcu, double rcu) {

        /** Both waits, in jiffies. */
        public double total() {
            return srcu + rcu;
        }
    }

    private Removals() {
    }

    /** Does n removals one after the other, and leaves the kernel, which must be one in virtual time, open. */
    public static List<Removal> run(KernelRcu kernel, int n) {
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

    /** The mean of all but the first {@value #FIRST}, in jiffies a removal; there should be an even number of them. */
    public static double slope(List<Removal> removals) {
        return removals.subList(FIRST, removals.size()).stream().mapToDouble(Removal::total).average().orElseThrow();
    }

    /** The slope of n removals on a new kernel. */
    public static double slope(KernelParameters parameters, int n) {
        try (KernelRcu kernel = KernelRcu.virtualTime(parameters)) {
            return slope(run(kernel, n));
        }
    }
}
