package org.tracepointlab.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.lab.data.Names;

/**
 * Cells of one benchmark: all combinations of the values of its parameters.
 *
 * @param benchmark full name
 * @param axes values of each parameter, in the order in which results show them
 * @param iterations of a cell, given its parameters
 * @param forks of each cell
 * @param cost gives the expected seconds of one fork, given parameters and iterations
 */
record ParameterGrid(String benchmark, Map<String, List<String>> axes,
        Function<Map<String, String>, Iterations> iterations,
        int forks, Cost cost) {

    /** Expected seconds of one fork, start of the JVMs included. */
    @FunctionalInterface
    interface Cost {
        double seconds(Map<String, String> params, Iterations iterations);
    }

    /** The cells, the last parameter changing fastest. */
    List<Cell> cells() {
        List<Map<String, String>> combinations = new ArrayList<>();
        combinations.add(new LinkedHashMap<>());
        for (Map.Entry<String, List<String>> axis : axes.entrySet()) {
            List<Map<String, String>> next = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : axis.getValue()) {
                    Map<String, String> extended = new LinkedHashMap<>(combination);
                    extended.put(axis.getKey(), value);
                    next.add(extended);
                }
            }
            combinations = next;
        }
        return combinations.stream().map(this::cell).toList();
    }

    /**
     * The family with the values that the command line asks for. Of the implementations it keeps those that it has and
     * adds the asked ones that are not the lab's own (or takes the asked ones, if that leaves none); N and HZ are
     * replaced. Grace periods of other flavours than {@code kernel} know no HZ, so there it stays.
     */
    ParameterGrid with(Overrides overrides) {
        Map<String, List<String>> changed = new LinkedHashMap<>(axes);
        if (!overrides.implementations().isEmpty()) {
            changed.computeIfPresent("implementation", (name, own) -> {
                List<String> kept = overrides.implementations().stream()
                        .filter(asked -> own.contains(asked) || !Names.IMPLEMENTATIONS.contains(asked)).toList();
                return kept.isEmpty() ? overrides.implementations() : kept;
            });
        }
        if (!overrides.tracepoints().isEmpty()) {
            changed.computeIfPresent("tracepoints", (name, own) -> strings(overrides.tracepoints()));
        }
        if (!overrides.hz().isEmpty() && axes.getOrDefault("rcu", List.of("kernel")).contains("kernel")) {
            changed.computeIfPresent("hz", (name, own) -> strings(overrides.hz()));
        }
        return new ParameterGrid(benchmark, changed, iterations, forks, cost);
    }

    static List<String> strings(List<Integer> values) {
        return values.stream().map(String::valueOf).toList();
    }

    private Cell cell(Map<String, String> params) {
        Iterations own = iterations.apply(params);
        return Cell.of(benchmark, params, own, forks, cost.seconds(params, own));
    }
}
