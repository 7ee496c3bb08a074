package org.tracepointlab.bench;

import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.rcu.flavour.RcuFlavour;
import org.tracepointlab.rcu.kernel.KernelParameters;
import org.tracepointlab.rcu.kernel.KernelRcu;
import org.tracepointlab.rcu.kernel.TickStatistics;

/**
 * The RCU flavours by name, with what a benchmark wants to know of their ticks.
 *
 * @param domains the two domains
 * @param kernel  the kernel behind them, or null in a flavour without ticks
 */
record Flavours(RcuDomains domains, KernelRcu kernel) implements AutoCloseable {

    /**
     * @param rcu  a name of {@link RcuFlavour}
     * @param hz   ticks a second, in the flavour that has them
     * @param cpus virtual CPUs, in the flavour that has them
     * @throws IllegalArgumentException on any other name, or outside of the ranges of {@link KernelParameters}
     */
    static Flavours named(String rcu, int hz, int cpus) {
        RcuFlavour flavour = RcuFlavour.named(rcu);
        if (flavour == RcuFlavour.KERNEL) {
            KernelRcu kernel = KernelRcu.realTime(KernelParameters.defaults(hz, cpus));
            return new Flavours(kernel.domains(), kernel);
        }
        return new Flavours(flavour.domains(), null);
    }

    /** For counting: where there are ticks, time is virtual, so that all that a thread waits for it does itself. */
    static Flavours still(String rcu) {
        return still(rcu, 1);
    }

    /** The same with this many virtual CPUs, where there are some. */
    static Flavours still(String rcu, int cpus) {
        RcuFlavour flavour = RcuFlavour.named(rcu);
        if (flavour == RcuFlavour.KERNEL) {
            KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(1000, cpus));
            return new Flavours(kernel.domains(), kernel);
        }
        return new Flavours(flavour.domains(), null);
    }

    /** The ticks so far; all zero in a flavour without. */
    TickStatistics ticks() {
        return kernel == null ? new TickStatistics(0, 0, 0, 0) : kernel.ticks();
    }

    @Override
    public void close() {
        domains.close();
    }
}
