package org.tracepointlab.rcu.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree of nodes that CPUs report through (struct rcu_node): each leaf stands for a group of CPUs, each node above
 * for a group of nodes, as many levels as the fan-outs ask for. CPUs and nodes are spread evenly over the nodes above
 * them. Immutable; open to subclasses for tests that break it.
 *
 * <p>The tree is there so that thousands of CPUs do not meet at one lock: a node is touched by what is below it only. A
 * report goes up as long as it was its node's last.
 *
 * <p>Source: rcu_init_geometry, rcu_init_levelspread and rcu_init_one of kernel/rcu/tree.c.
 */
class NodeTree {

    /**
     * A node.
     *
     * @param index  its place, breadth first; the root's is 0
     * @param level  how far below the root
     * @param parent the node above, or null
     * @param bit    its own bit in the parent's masks
     * @param first  the first of its CPUs
     * @param last   the last of its CPUs
     * @param below  one bit for each CPU or node right below
     */
    record Node(int index, int level, Node parent, long bit, int first, int last, long below) { }

    private final List<Node> nodes = new ArrayList<>();
    private final int leafSpan;
    private final int firstLeaf;
    private final int levels;

    NodeTree(int cpus, TreeShape shape) {
        levels = shape.levels(cpus);
        int[] count = new int[levels];
        for (int l = 0; l < levels; l++) {
            count[l] = roundUp(cpus, shape.capacity(levels - l));
        }
        int[] span = new int[levels]; // of what is right below
        for (int l = levels - 1, below = cpus; l >= 0; l--) {
            span[l] = roundUp(below, count[l]);
            below = count[l];
        }
        leafSpan = span[levels - 1];
        for (int l = 0, above = 0; l < levels; l++) {
            int first = nodes.size();
            addLevel(l, above, count, span, cpus);
            above = first;
        }
        firstLeaf = nodes.size() - count[levels - 1];
    }

    private void addLevel(int level, int above, int[] count, int[] span, int cpus) {
        int width = 1; // CPUs of one node
        for (int l = level; l < span.length; l++) {
            width *= span[l];
        }
        int below = level == levels - 1 ? cpus : count[level + 1];
        for (int i = 0; i < count[level]; i++) {
            Node parent = level == 0 ? null : nodes.get(above + i / span[level - 1]);
            long bit = level == 0 ? 0 : 1L << i % span[level - 1];
            int members = Math.min(span[level], below - i * span[level]); // never 0: that many nodes are needed
            nodes.add(new Node(nodes.size(), level, parent, bit, Math.min(cpus, i * width),
                    Math.min(cpus, (i + 1) * width) - 1, ones(members)));
        }
    }

    private static int roundUp(long dividend, long divisor) {
        return (int) ((dividend + divisor - 1) / divisor);
    }

    private static long ones(int n) {
        return n == Long.SIZE ? -1L : (1L << n) - 1;
    }

    int levels() {
        return levels;
    }

    /** All nodes, breadth first. */
    List<Node> nodes() {
        return nodes;
    }

    /** Those of the lowest level. */
    List<Node> leaves() {
        return nodes.subList(firstLeaf, nodes.size());
    }

    /** The leaf of a CPU. */
    Node leaf(int cpu) {
        return nodes.get(firstLeaf + cpu / leafSpan);
    }

    /** The CPU's bit in its leaf's masks. */
    long bit(int cpu) {
        return 1L << cpu % leafSpan;
    }
}
