package org.tracepointlab.check.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.kernel.GracePeriodWork;
import org.tracepointlab.rcu.kernel.KernelParameters;
import org.tracepointlab.rcu.kernel.KernelRcu;

/**
 * What a removal costs on a kernel of so many CPUs, at the kernel's own defaults, and what the kernel did for it. In
 * virtual time: the same figures on any machine, to the bit. Each kernel is a new one, used by the calling thread
 * alone.
 */
public final class SlopeStudy {

    /** The most CPUs of a kernel. */
    public static final int MAX_CPUS = KernelParameters.MAX_CPUS;

    /** What the CPUs other than the updater's do meanwhile. */
    public enum Others {

        /** Nothing: their ticks are stopped, and only a forced scan credits them. */
        IDLE,

        /** Each has a thread that is between two sections: its tick goes on, and reports for itself. */
        BUSY;

        /** The name, in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the updater and the grace-period thread stand. */
    public enum Placement {

        /** Both on CPU 0. */
        TOGETHER(0, 0),

        /** The updater on CPU 0, the grace-period thread on CPU 1. */
        UPDATER_FIRST(0, 1),

        /** The grace-period thread on CPU 0, the updater on CPU 1. */
        THREAD_FIRST(1, 0);

        private final int updater;
        private final int thread;

        Placement(int updater, int thread) {
            this.updater = updater;
            this.thread = thread;
        }

        /** The updater's CPU. */
        public int updater() {
            return updater;
        }

        /** The grace-period thread's CPU. */
        public int thread() {
            return thread;
        }

        /** Whether a machine has the CPUs for it. */
        public boolean fits(int cpus) {
            return Math.max(updater, thread) < cpus;
        }
    }

    /**
     * What was found.
     *
     * @param hz                  ticks a second
     * @param cpus                CPUs
     * @param others              what CPUs other than the updater's did
     * @param placement           where the updater and the grace-period thread stood
     * @param jiffiesTillFirstFqs jiffies from the start of a grace period to its first forced scan
     * @param removals            how many removals the means are of
     * @param levels              levels of the tree of nodes
     * @param nodes               nodes in it
     * @param slope               jiffies a removal
     * @param rcu                 jiffies of it that were waits for RCU
     * @param srcu                jiffies of it that were waits for SRCU
     * @param gracePeriods        RCU grace periods a removal
     * @param forcedScans         forced scans a grace period
     * @param cpusScanned         CPUs looked at in a forced scan; 0 where there was none
     * @param nodesScanned        visits of nodes in a forced scan; 0 where there was none
     * @param nodesVisited        visits of nodes for a whole grace period
     * @param expeditedJiffies    jiffies of one expedited grace period
     * @param expeditedInterrupts CPUs interrupted for it
     */
    public record Finding(int hz, int cpus, Others others, Placement placement, int jiffiesTillFirstFqs, int removals,
            int levels, int nodes, double slope, double rcu, double srcu, double gracePeriods, double forcedScans,
            double cpusScanned, double nodesScanned, double nodesVisited, double expeditedJiffies,
            long expeditedInterrupts) {
    }

    private SlopeStudy() {
    }

    /**
     * Removes tracepoints on a kernel of the defaults for this HZ and so many CPUs.
     *
     * @param hz       ticks a second, 1 to 10,000
     * @param cpus     1 to {@value #MAX_CPUS}
     * @param removals how many to take the means of; even, since SRCU's waits alternate
     * @throws IllegalArgumentException outside of these ranges, or where the CPUs do not suffice for the placement
     */
    public static Finding of(int hz, int cpus, Others others, Placement placement, int removals) {
        KernelParameters parameters = KernelParameters.defaults(hz, cpus)
                .withPlacement(placement.updater(), placement.thread());
        if (removals < 2 || removals % 2 != 0) {
            throw new IllegalArgumentException("expected an even number of removals, found " + removals);
        }
        try (KernelRcu kernel = KernelRcu.virtualTime(parameters)) {
            List<Rcu.Reader> readers = others == Others.BUSY ? busy(kernel) : List.of();
            Removals.run(kernel, Removals.FIRST);
            GracePeriodWork before = kernel.work();
            List<Removals.Removal> steady = Removals.run(kernel, removals);
            GracePeriodWork work = kernel.work().since(before);
            long nanos = kernel.virtualTime().nanos();
            kernel.rcu().synchronizeExpedited();
            double expedited = (kernel.virtualTime().nanos() - nanos) / (double) parameters.tickNanos();
            Finding finding = new Finding(hz, cpus, others, placement, parameters.jiffiesTillFirstFqs(), removals,
                    kernel.treeLevels(), kernel.treeNodes(), mean(steady, Removals.Removal::total),
                    mean(steady, Removals.Removal::rcu), mean(steady, Removals.Removal::srcu),
                    work.gracePeriods() / (double) removals, ratio(work.forcedScans(), work.gracePeriods()),
                    ratio(work.cpusScanned(), work.forcedScans()), ratio(work.nodesScanned(), work.forcedScans()),
                    ratio(work.nodesVisited(), work.gracePeriods()), expedited,
                    kernel.work().since(before).interrupts());
            readers.forEach(Rcu.Reader::close);
            return finding;
        }
    }

    /** A reader on each CPU but the updater's, between two sections. */
    private static List<Rcu.Reader> busy(KernelRcu kernel) {
        List<Rcu.Reader> readers = new ArrayList<>();
        for (int cpu = 0; cpu < kernel.parameters().cpus(); cpu++) {
            if (cpu != kernel.parameters().waiterCpu()) {
                Rcu.Reader reader = kernel.registerOn(cpu);
                reader.lock();
                reader.unlock();
                readers.add(reader);
            }
        }
        return readers;
    }

    private static double ratio(long a, long b) {
        return b == 0 ? 0 : a / (double) b;
    }

    private static double mean(List<Removals.Removal> removals, ToDoubleFunction<Removals.Removal> part) {
        return removals.stream().mapToDouble(part).average().orElseThrow();
    }
}
