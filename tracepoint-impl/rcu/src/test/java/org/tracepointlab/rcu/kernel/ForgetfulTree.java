package org.tracepointlab.rcu.kernel;

import java.util.List;

/**
 * Broken on purpose: one leaf does not know of one of its CPUs, and reports without it (once another one of them does).
 */
final class ForgetfulTree extends NodeTree {

    private final int forgotten;

    ForgetfulTree(int cpus, int forgotten) {
        super(cpus, TreeShape.DEFAULT);
        this.forgotten = forgotten;
    }

    @Override
    List<Node> nodes() {
        Node leaf = leaf(forgotten);
        return super.nodes().stream().map(n -> n.index() != leaf.index() ? n
                : new Node(n.index(), n.level(), n.parent(),
                n.bit(), n.first(), n.last(), n.below() & ~bit(forgotten))).toList();
    }
}
