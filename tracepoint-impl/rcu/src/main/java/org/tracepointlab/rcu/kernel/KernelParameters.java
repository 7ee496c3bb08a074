package org.tracepointlab.rcu.kernel;

/**
 * What a kernel is configured with, as far as its grace periods depend on it. Names are the kernel's; so are the
 * defaults. Immutable.
 *
 * @param hz                       CONFIG_HZ: scheduler ticks a second, 1 to 10,000
 * @param cpus                     CPUs that are online, 1 to 4096
 * @param preempt CONFIG_PREEMPT: a woken task runs before what was queued ahead of it on its CPU; false is
 *                                 CONFIG_PREEMPT_NONE
 * @param jiffiesTillFirstFqs      rcutree.jiffies_till_first_fqs: jiffies from the start of a grace period to the first
 *                                 forced scan for quiescent states
 * @param jiffiesTillNextFqs       rcutree.jiffies_till_next_fqs: jiffies between forced scans
 * @param rcuExpedited             /sys/kernel/rcu_expedited: every synchronize is an expedited one
 * @param expHoldoffNanos srcutree.exp_holdoff, ns: how long after an SRCU grace period the next one is not expedited
 *                                 by itself
 * @param srcuRetryCheckDelayNanos srcutree.srcu_retry_check_delay, ns: between two looks at the readers without a delay
 * @param srcuMaxNodelayPhase      srcutree.srcu_max_nodelay_phase: passes without a delay in one phase
 * @param srcuMaxNodelay           srcutree.srcu_max_nodelay: passes without a delay in one jiffy
 * @param waiterCpu                the CPU of threads that update without being registered as readers
 * @param gracePeriodThreadCpu     the CPU of the grace-period thread
 * @param releaseArrays whether tracepoints release every old array through call_rcu and call_srcu, as the kernel's
 *                                 do
 * @param tree                     how the trees of nodes are built
 */
public record KernelParameters(
        int hz,
        int cpus,
        boolean preempt,
        int jiffiesTillFirstFqs,
        int jiffiesTillNextFqs,
        boolean rcuExpedited,
        long expHoldoffNanos,
        long srcuRetryCheckDelayNanos,
        int srcuMaxNodelayPhase,
        int srcuMaxNodelay,
        int waiterCpu,
        int gracePeriodThreadCpu,
        boolean releaseArrays,
        TreeShape tree) {

    /** The most CPUs that this has been tried with. */
    public static final int MAX_CPUS = 4096;

    /** SRCU_INTERVAL, jiffies: the delay of an SRCU grace period that nobody expedites. */
    static final int SRCU_INTERVAL = 1;

    /** SRCU_MAX_INTERVAL, jiffies: the longest delay between two looks at SRCU readers. */
    static final int SRCU_MAX_INTERVAL = 10;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int SRCU_RETRY_MICROS = 5;
    private static final int MAX_HZ = 10_000;

    /** Checks the ranges. */
    public KernelParameters {
        check("hz", hz, 1, MAX_HZ);
        check("cpus", cpus, 1, MAX_CPUS);
        check("jiffiesTillFirstFqs", jiffiesTillFirstFqs, 0, hz);
        check("jiffiesTillNextFqs", jiffiesTillNextFqs, 1, hz);
        check("expHoldoffNanos", expHoldoffNanos, 0, Long.MAX_VALUE);
        check("srcuRetryCheckDelayNanos", srcuRetryCheckDelayNanos, 1, 1_000_000_000);
        check("srcuMaxNodelayPhase", srcuMaxNodelayPhase, 0, Integer.MAX_VALUE);
        check("srcuMaxNodelay", srcuMaxNodelay, 0, Integer.MAX_VALUE);
        check("waiterCpu", waiterCpu, 0, cpus - 1);
        check("gracePeriodThreadCpu", gracePeriodThreadCpu, 0, cpus - 1);
        if (cpus > tree.maxCpus()) {
            throw new IllegalArgumentException("expected at most " + tree.maxCpus()
                    + " CPUs below a tree of leaf fan-out "
                    + tree.rcuFanoutLeaf() + " and fan-out " + tree.rcuFanout() + ", found " + cpus);
        }
    }

    /**
     * A kernel's defaults at this HZ and number of CPUs.
     *
     * @throws IllegalArgumentException outside of the ranges given above
     */
    public static KernelParameters defaults(int hz, int cpus) {
        check("hz", hz, 1, MAX_HZ);
        check("cpus", cpus, 1, MAX_CPUS);
        int fqs = 1 + (hz > 250 ? 1 : 0) + (hz > 500 ? 1 : 0) + cpus / 256;
        int phase = (int) Math.min(Math.max(2 * MICROS_PER_SECOND / hz / SRCU_RETRY_MICROS, 3), 1000);
        return new KernelParameters(hz, cpus, false, fqs, fqs, false, 25_000, 1_000L * SRCU_RETRY_MICROS, phase,
                Math.max(phase, 100), 0, 0, true, TreeShape.DEFAULT);
    }

    /** The length of a jiffy in nanoseconds, rounded down. */
    public long tickNanos() {
        return 1_000_000_000L / hz;
    }

    /** The same kernel with CONFIG_PREEMPT, or without. */
    public KernelParameters withPreempt(boolean value) {
        return new KernelParameters(hz, cpus, value, jiffiesTillFirstFqs, jiffiesTillNextFqs, rcuExpedited,
                expHoldoffNanos, srcuRetryCheckDelayNanos, srcuMaxNodelayPhase, srcuMaxNodelay, waiterCpu,
                gracePeriodThreadCpu, releaseArrays, tree);
    }

    /** The same kernel booted with other force-quiescent-state delays, in jiffies. */
    public KernelParameters withFqs(int first, int next) {
        return new KernelParameters(hz, cpus, preempt, first, next, rcuExpedited, expHoldoffNanos,
                srcuRetryCheckDelayNanos, srcuMaxNodelayPhase, srcuMaxNodelay, waiterCpu, gracePeriodThreadCpu,
                releaseArrays, tree);
    }

    /** The same kernel with rcu_expedited set, or not. */
    public KernelParameters withRcuExpedited(boolean value) {
        return new KernelParameters(hz, cpus, preempt, jiffiesTillFirstFqs, jiffiesTillNextFqs, value, expHoldoffNanos,
                srcuRetryCheckDelayNanos, srcuMaxNodelayPhase, srcuMaxNodelay, waiterCpu, gracePeriodThreadCpu,
                releaseArrays, tree);
    }

    /** The same kernel booted with another exp_holdoff, in nanoseconds. */
    public KernelParameters withExpHoldoffNanos(long value) {
        return new KernelParameters(hz, cpus, preempt, jiffiesTillFirstFqs, jiffiesTillNextFqs, rcuExpedited, value,
                srcuRetryCheckDelayNanos, srcuMaxNodelayPhase, srcuMaxNodelay, waiterCpu, gracePeriodThreadCpu,
                releaseArrays, tree);
    }

    /** The same kernel with its threads placed on other CPUs. */
    public KernelParameters withPlacement(int waiter, int gracePeriodThread) {
        return new KernelParameters(hz, cpus, preempt, jiffiesTillFirstFqs, jiffiesTillNextFqs, rcuExpedited,
                expHoldoffNanos, srcuRetryCheckDelayNanos, srcuMaxNodelayPhase, srcuMaxNodelay, waiter,
                gracePeriodThread, releaseArrays, tree);
    }

    /** The same kernel, with tracepoints that release old arrays through its callbacks, or do not. */
    public KernelParameters withReleaseArrays(boolean value) {
        return new KernelParameters(hz, cpus, preempt, jiffiesTillFirstFqs, jiffiesTillNextFqs, rcuExpedited,
                expHoldoffNanos, srcuRetryCheckDelayNanos, srcuMaxNodelayPhase, srcuMaxNodelay, waiterCpu,
                gracePeriodThreadCpu, value, tree);
    }

    /** The same kernel built with other trees. */
    public KernelParameters withTree(TreeShape value) {
        return new KernelParameters(hz, cpus, preempt, jiffiesTillFirstFqs, jiffiesTillNextFqs, rcuExpedited,
                expHoldoffNanos, srcuRetryCheckDelayNanos, srcuMaxNodelayPhase, srcuMaxNodelay, waiterCpu,
                gracePeriodThreadCpu, releaseArrays, value);
    }

    static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "expected " + name + " from " + min + " to " + max + ", found " + value);
        }
    }
}
