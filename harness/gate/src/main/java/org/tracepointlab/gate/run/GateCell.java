package org.tracepointlab.gate.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Iterations;

/**
 * One benchmark of a gate, with all parameters that both sides have in common.
 *
 * @param benchmark full name
 * @param params values
 * @param iterations what a fork measures
 * @param forkSeconds expected seconds of one fork
 */
public record GateCell(String benchmark, Map<String, String> params, Iterations iterations, double forkSeconds) {

    /** Expected seconds of a fork of which nothing is known. */
    public static final double UNKNOWN_SECONDS = 60;

    /** What a fork of one side runs. */
    public Cell cell(Side side) {
        Map<String, String> all = new LinkedHashMap<>(params);
        all.putAll(side.params());
        return Cell.of(benchmark, all, iterations, 1, forkSeconds);
    }

    /** {@code Class.method[name=value,...]}. */
    public String label() {
        return Cell.of(benchmark, params, iterations, 1, forkSeconds).id();
    }
}
