package org.tracepointlab.work.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All classes that have counters, by number, and all that could have none. Thread-safe: classes are loaded on any
 * thread.
 */
final class Registry {
    private final List<CountedClass> classes = new ArrayList<>();
    private final Set<String> failures = new TreeSet<>();
    private int intrinsics;
    private int loops;

    synchronized void add(int id, CountedClass counted, int replaceable) {
        while (classes.size() <= id) {
            classes.add(null);
        }
        classes.set(id, counted);
        intrinsics += replaceable;
    }

    synchronized void addFailure(String what) {
        failures.add(what);
    }

    synchronized void addLoop() {
        loops++;
    }

    /** The class of this number, or null if there is none. */
    synchronized CountedClass get(int id) {
        return id < classes.size() ? classes.get(id) : null;
    }

    synchronized Set<String> failures() {
        return new TreeSet<>(failures);
    }

    /** Methods, of all loaded classes, that the VM may replace. */
    synchronized int intrinsics() {
        return intrinsics;
    }

    /** Classes with JMH's loops in them. */
    synchronized int loops() {
        return loops;
    }
}
