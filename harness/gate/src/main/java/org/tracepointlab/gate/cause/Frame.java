package org.tracepointlab.gate.cause;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node of a tree of stacks: time in this method, called from where it is in the tree. Not thread-safe. */
final class Frame {

    private final Map<String, Frame> callees = new TreeMap<>();
    private double self;
    private double total;

    /** Adds a stack, the outermost method first. */
    void add(List<String> stack, double nanos) {
        Frame at = this;
        at.total += nanos;
        for (String method : stack) {
            at = at.callees.computeIfAbsent(method, m -> new Frame());
            at.total += nanos;
        }
        at.self += nanos;
    }

    /** What it called, by name. */
    Map<String, Frame> callees() {
        return callees;
    }

    /** The same call in another tree: empty where it was never seen. */
    Frame callee(String method) {
        return callees.getOrDefault(method, new Frame());
    }

    double self() {
        return self;
    }

    double total() {
        return total;
    }
}
