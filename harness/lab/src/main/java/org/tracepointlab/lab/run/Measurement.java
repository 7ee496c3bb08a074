package org.tracepointlab.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.util.MultisetStatistics;
import org.tracepointlab.gate.core.Json;

/**
 * One measured iteration.
 *
 * @param benchmark full name
 * @param mode JMH's short name of the mode ({@code ss}, {@code avgt}, {@code sample}, {@code thrpt})
 * @param unit of the score, such as {@code s/op}
 * @param params the benchmark's parameters
 * @param fork from 1
 * @param iteration from 1
 * @param score the iteration's score; in sample mode the mean of its samples
 * @param samples percentiles of the iteration's samples in sample mode, else null
 * @param metrics secondary metrics of this iteration, such as counters
 */
public record Measurement(String benchmark, String mode, String unit, Map<String, String> params, int fork,
        int iteration, double score, Samples samples, Map<String, Double> metrics) {

    /** Column of JMH's mode in tables that also have the parameters of benchmarks, one of which is {@code mode}. */
    static final String MODE = "jmh_mode";

    /**
     * What a sample-mode iteration measured, in the unit of the score.
     *
     * @param count of the samples
     * @param p50 median
     * @param p99 99th percentile
     * @param max greatest
     */
    public record Samples(long count, double p50, double p99, double max) {
    }

    /** The secondary metric, or NaN if there is none of this name. */
    public double metric(String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    /** The parameter, or the empty string if there is none of this name. */
    public String param(String name) {
        return params.getOrDefault(name, "");
    }

    /**
     * All iterations of all results in a JMH result array, in its order.
     *
     * @throws IllegalArgumentException if it is not a JMH result
     */
    public static List<Measurement> all(JsonNode results) {
        if (!results.isArray()) {
            throw new IllegalArgumentException("expected a JMH result (an array), found " + results.getNodeType());
        }
        List<Measurement> all = new ArrayList<>();
        results.forEach(result -> addAll(result, all));
        return all;
    }

    private static void addAll(JsonNode result, List<Measurement> all) {
        JsonNode primary = result.path("primaryMetric");
        boolean histogram = primary.has("rawDataHistogram");
        JsonNode raw = histogram ? primary.path("rawDataHistogram") : primary.path("rawData");
        if (!result.path("benchmark").isTextual() || !raw.isArray()) {
            throw new IllegalArgumentException("expected a JMH result with raw data, found "
                    + result.path("benchmark").asText("no benchmark name"));
        }
        Map<String, String> params = Json.texts(result.path("params"));
        for (int fork = 0; fork < raw.size(); fork++) {
            for (int i = 0; i < raw.get(fork).size(); i++) {
                JsonNode value = raw.get(fork).get(i);
                MultisetStatistics samples = histogram ? samples(value) : null;
                all.add(new Measurement(result.path("benchmark").asText(), result.path("mode").asText(),
                        primary.path("scoreUnit").asText(), Collections.unmodifiableMap(params), fork + 1, i + 1,
                        samples == null ? Json.number(value) : samples.getMean(),
                        samples == null ? null : new Samples(samples.getN(), samples.getPercentile(50),
                                samples.getPercentile(99), samples.getMax()),
                        metrics(result.path("secondaryMetrics"), fork, i)));
            }
        }
    }

    private static MultisetStatistics samples(JsonNode iteration) {
        MultisetStatistics statistics = new MultisetStatistics();
        iteration.forEach(pair -> statistics.addValue(Json.number(pair.path(0)), pair.path(1).asLong()));
        return statistics;
    }

    private static Map<String, Double> metrics(JsonNode secondary, int fork, int iteration) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> metric : secondary.properties()) {
            JsonNode raw = metric.getValue().path("rawData").path(fork).path(iteration);
            // JMH's own percentiles of sample mode are there already, and exactly, as samples.
            if (raw instanceof ArrayNode || metric.getKey().matches("\u00b7?p[01]\\.[0-9]+")) {
                continue;
            }
            metrics.put(metric.getKey(), Json.number(raw));
        }
        return Collections.unmodifiableMap(metrics);
    }
}
