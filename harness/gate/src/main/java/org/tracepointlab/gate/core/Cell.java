package org.tracepointlab.gate.core;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One benchmark with one value for each of its parameters: what one row of a summary is about.
 *
 * @param benchmark full name, class and method
 * @param params parameter values in the order in which they are to be shown; {@value #JDK} is not the benchmark's, but
 *     says which JDK is to run it, by its feature version
 * @param iterations what one fork measures
 * @param forks fresh JVMs, 1 or more; each runs in a round of its own
 * @param forkSeconds expected wall-clock seconds of one fork, JVM start included; only for the estimate of the end
 * @param timeout a fork that runs longer than this is killed
 */
public record Cell(String benchmark, Map<String, String> params, Iterations iterations, int forks, double forkSeconds,
        Duration timeout) {

    /** The parameter that names a JDK. */
    public static final String JDK = "jdk";

    /** Checks the ranges and takes a copy of the parameters. */
    public Cell {
        if (benchmark.lastIndexOf('.') <= 0) {
            throw new IllegalArgumentException("expected class.method, found benchmark " + benchmark);
        }
        if (forks < 1 || !(forkSeconds > 0) || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("expected forks, estimate and timeout above 0 in " + benchmark);
        }
        params.forEach(Cell::checkParam);
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /** A cell whose timeout follows from its estimate: one minute and ten times the estimate. */
    public static Cell of(String benchmark, Map<String, String> params, Iterations iterations, int forks,
            double forkSeconds) {
        Duration timeout = Duration.ofSeconds(60 + (long) Math.ceil(10 * forkSeconds));
        return new Cell(benchmark, params, iterations, forks, forkSeconds, timeout);
    }

    /** {@code Class.method}, without the package. */
    public String shortName() {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    /** Identity for people: {@code Class.method[name=value,...]}. */
    public String id() {
        return shortName() + params.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** True when both measure the same thing, however often. */
    public boolean sameAs(Cell other) {
        return benchmark.equals(other.benchmark) && params.equals(other.params);
    }

    private static void checkParam(String name, String value) {
        // JMH's -p takes a comma for a list of values and the first = for the end of the name.
        if (name.isEmpty() || name.contains("=") || value.contains(",")) {
            throw new IllegalArgumentException("not a JMH parameter: " + name + "=" + value);
        }
    }
}
