package org.tracepointlab.gate.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Profiling;

/**
 * One side of a gate.
 *
 * @param jar JMH jar
 * @param jdk that runs it
 * @param jvmArgs options of the forks' JVMs
 * @param params values of benchmark parameters on this side only
 */
public record Side(Path jar, Jdk jdk, List<String> jvmArgs, Map<String, String> params) {

    private static final String ARTIFACTS = "jmhgate.artifacts";

    /** Takes copies. */
    public Side {
        jvmArgs = List.copyOf(jvmArgs);
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    ForkRunner runner() {
        return new ForkRunner(jdk, jar, ARTIFACTS, jvmArgs);
    }

    /** Runs forks that are not timed. */
    public ForkRunner runner(Profiling profiling) {
        return new ForkRunner(jdk, jar, ARTIFACTS, jvmArgs, profiling);
    }
}
