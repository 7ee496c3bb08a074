package org.tracepointlab.rcu.kernel;

/**
 * How a kernel's trees of nodes are built. Immutable.
 *
 * <p>Source: kernel/rcu/Kconfig, include/linux/rcu_node_tree.h, kernel/rcu/srcutree.c of Linux 6.1.
 *
 * @param rcuFanoutLeaf CONFIG_RCU_FANOUT_LEAF: CPUs of a leaf, 2 to 64
 * @param rcuFanout     CONFIG_RCU_FANOUT: nodes below a node, 2 to 64
 * @param srcuBigCpus srcutree.big_cpu_lim: from so many CPUs on (1 or more), SRCU keeps callbacks on the CPU that they
 *                      came from instead of all on CPU 0
 */
public record TreeShape(int rcuFanoutLeaf, int rcuFanout, int srcuBigCpus) {

    /** A 64-bit kernel's defaults: 16, 64 and 128. */
    public static final TreeShape DEFAULT = new TreeShape(16, 64, 128);

    private static final int MAX_FANOUT = 64; // bits of a node's mask
    private static final int MAX_LEVELS = 4;

    /** Checks the ranges. */
    public TreeShape {
        KernelParameters.check("rcuFanoutLeaf", rcuFanoutLeaf, 2, MAX_FANOUT);
        KernelParameters.check("rcuFanout", rcuFanout, 2, MAX_FANOUT);
        KernelParameters.check("srcuBigCpus", srcuBigCpus, 1, Integer.MAX_VALUE);
    }

    /** How many CPUs a tree of so many levels, 1 to 4, has room for (rcu_capacity). */
    long capacity(int levels) {
        long cpus = rcuFanoutLeaf;
        for (int i = 1; i < levels; i++) {
            cpus *= rcuFanout;
        }
        return cpus;
    }

    /** How many CPUs the largest tree has room for. */
    long maxCpus() {
        return capacity(MAX_LEVELS);
    }

    /** How many levels so many CPUs need. */
    int levels(int cpus) {
        int levels = 1;
        while (capacity(levels) < cpus) {
            levels++;
        }
        return levels;
    }
}
