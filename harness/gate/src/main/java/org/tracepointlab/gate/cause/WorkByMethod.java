package org.tracepointlab.gate.cause;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The work of each method for each operation, as the work profiler counts it: exact, and of the method alone, without
 * what it calls.
 *
 * @param metrics by name, {@code bytecodes} and so on, then by method
 */
record WorkByMethod(Map<String, Map<String, Double>> metrics) {

    /** In the order in which they are shown. */
    static final List<String> METRICS = List.of("bytecodes", "calls", "objects", "bytes", "monitors", "atomics");

    /** From a file of the profiler; null where there is none. */
    static WorkByMethod of(JsonNode file) {
        double operations = file == null ? 0 : file.path("operations").asDouble();
        if (operations <= 0) {
            return null;
        }
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        for (String metric : METRICS) {
            Map<String, Double> methods = new TreeMap<>();
            file.path("methods").forEach(method -> methods.merge(MethodName.parse(method.path("method").asText()),
                    method.path(metric).asDouble() / operations, Double::sum));
            metrics.put(metric, methods);
        }
        return new WorkByMethod(metrics);
    }

    double of(String metric, String method) {
        return metrics.get(metric).getOrDefault(method, 0.0);
    }

    double total(String metric) {
        return metrics.get(metric).values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
