package org.tracepointlab.rcu.kernel;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which CPUs still owe a grace period their quiescent state: one mask a node of the tree (qsmask, or expmask of the
 * expedited ones). Guarded by the machine's lock.
 *
 * <p>Counts how often a node is visited: in the kernel each visit is a lock taken.
 *
 * <p>Source: rcu_gp_init, rcu_report_qs_rnp and force_qs_rnp of kernel/rcu/tree.c, and their like in
 * kernel/rcu/tree_exp.h.
 */
final class QuiescentStateMask {

    private final NodeTree tree;
    private final long[] masks;
    private long visits;
    private long scanVisits;

    QuiescentStateMask(NodeTree tree) {
        this.tree = tree;
        this.masks = new long[tree.nodes().size()];
    }

    /** All CPUs owe one, from now on. */
    void all() {
        tree.nodes().forEach(node -> masks[node.index()] = node.below());
        visits += masks.length;
    }

    boolean isEmpty() {
        return masks[0] == 0;
    }

    boolean owes(int cpu) {
        return (masks[tree.leaf(cpu).index()] & tree.bit(cpu)) != 0;
    }

    /** A CPU reports. Returns whether it was the last one. */
    boolean report(int cpu) {
        if (!owes(cpu)) {
            return false;
        }
        visits++;
        return clear(tree.leaf(cpu), tree.bit(cpu));
    }

    /**
     * Looks at each CPU that owes, leaf after leaf, and lets those report of which the test holds.
     *
     * @return how many were looked at
     */
    int scan(IntPredicate quiescent) {
        int scanned = 0;
        long before = visits;
        for (NodeTree.Node leaf : tree.leaves()) {
            visits++;
            long reports = 0;
            for (long left = masks[leaf.index()]; left != 0; left &= left - 1) {
                scanned++;
                if (quiescent.test(leaf.first() + Long.numberOfTrailingZeros(left))) {
                    reports |= left & -left;
                }
            }
            if (reports != 0) {
                clear(leaf, reports);
            }
        }
        scanVisits += visits - before;
        return scanned;
    }

    /** Clears bits of a node, and goes up where it has none left. Returns whether the root has none. */
    private boolean clear(NodeTree.Node node, long bits) {
        masks[node.index()] &= ~bits;
        if (masks[node.index()] != 0) {
            return false;
        }
        if (node.parent() == null) {
            return true;
        }
        visits++;
        return clear(node.parent(), node.bit());
    }

    /** A visit of all nodes that changes no mask. */
    void visitAll() {
        visits += masks.length;
    }

    /** How often a node has been visited. */
    long visits() {
        return visits;
    }

    /** How many of these visits were made by scans, reports that they led to included. */
    long scanVisits() {
        return scanVisits;
    }

    @Override
    public String toString() {
        return Arrays.toString(masks);
    }
}
