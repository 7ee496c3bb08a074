package org.tracepointlab.gate.core;

import java.nio.file.Path;
import java.util.List;

/**
 * A profiler for a fork that is not timed. Such forks do not mind others on the machine, and take no part in JMH's
 * lock.
 *
 * @param option as JMH's {@code -prof} takes it; empty for none
 * @param jars that hold the profiler, behind the benchmarks' own
 */
public record Profiling(String option, List<Path> jars) {

    /** None: the fork is timed. */
    public static final Profiling NONE = new Profiling("", List.of());

    /** Takes a copy. */
    public Profiling {
        jars = List.copyOf(jars);
    }

    boolean none() {
        return option.isEmpty();
    }
}
