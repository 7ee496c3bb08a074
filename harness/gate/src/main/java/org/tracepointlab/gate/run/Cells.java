package org.tracepointlab.gate.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tracepointlab.gate.core.Iterations;

/** Benchmarks and lists of values made into cells, one a combination. */
public final class Cells {

    private Cells() {
    }

    /**
     * All combinations.
     *
     * @param params default values, by name, as the jar lists them
     * @param given values in place of the defaults
     * @param sides names of the parameters that the sides give themselves
     * @throws IllegalArgumentException if a given parameter is none of the benchmark's: JMH would ignore it
     */
    public static List<GateCell> of(String benchmark, Map<String, List<String>> params, Map<String, List<String>> given,
            Set<String> sides, Iterations iterations, double seconds) {
        for (String name : given.keySet()) {
            if (!params.containsKey(name)) {
                throw new IllegalArgumentException("expected one of the parameters " + params.keySet() + " of "
                        + benchmark
                        + ", found " + name);
            }
        }
        List<Map<String, String>> combinations = new ArrayList<>(List.of(Map.of()));
        for (Map.Entry<String, List<String>> param : params.entrySet()) {
            if (sides.contains(param.getKey())) {
                continue;
            }
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : given.getOrDefault(param.getKey(), param.getValue())) {
                    Map<String, String> one = new LinkedHashMap<>(combination);
                    one.put(param.getKey(), value);
                    longer.add(one);
                }
            }
            combinations = longer;
        }
        return combinations.stream().map(c -> new GateCell(benchmark, c, iterations, seconds)).toList();
    }
}
