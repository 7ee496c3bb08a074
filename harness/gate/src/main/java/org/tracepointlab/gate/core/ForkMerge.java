package org.tracepointlab.gate.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.util.Statistics;

/**
 * Makes of the results of several one-fork runs the result that JMH would have written had it run all forks itself.
 *
 * <p>Raw data is kept fork by fork. Scores, errors, intervals and percentiles are computed again from all of it by
 * JMH's own statistics classes, so that they mean what they mean in JMH: the error is that of the mean at 99.9%, over
 * all iterations of all forks (which treats iterations as independent; the gate does not).
 */
public final class ForkMerge {

    private ForkMerge() {
    }

    /**
     * Merges results of one cell, in the order of the forks.
     *
     * @param forks at least one; each an element of a JMH result array
     * @throws IllegalArgumentException if they are not results of the same cell, or one lacks a metric
     */
    public static ObjectNode merge(List<? extends JsonNode> forks) {
        ObjectNode merged = forks.get(0).deepCopy();
        for (JsonNode fork : forks) {
            requireSame("benchmark", merged, fork);
            requireSame("mode", merged, fork);
            requireSame("params", merged, fork);
        }
        merged.put("forks", forks.stream().mapToInt(f -> f.path("forks").asInt(1)).sum());
        List<JsonNode> primaries = forks.stream().map(f -> f.path("primaryMetric")).toList();
        MetricMerge primary = MetricMerge.of(primaries);
        merged.set("primaryMetric", primary.node());
        merged.set("secondaryMetrics", secondaries(forks, primary.statistics()));
        return merged;
    }

    private static ObjectNode secondaries(List<? extends JsonNode> forks, Statistics primary) {
        Set<String> names = new LinkedHashSet<>();
        forks.forEach(f -> names.addAll(names(f.path("secondaryMetrics"))));
        ObjectNode all = Json.object();
        for (String name : names) {
            List<JsonNode> metrics = new ArrayList<>();
            for (JsonNode fork : forks) {
                JsonNode metric = fork.path("secondaryMetrics").path(name);
                if (metric.isMissingNode()) {
                    throw new IllegalArgumentException("metric " + name + " is missing in a fork of "
                            + fork.path("benchmark").asText());
                }
                metrics.add(metric);
            }
            MetricMerge merge = isPercentile(name, forks.get(0))
                    ? MetricMerge.ofPercentile(metrics, primary.getPercentile(100 * percentile(name)))
                    : MetricMerge.of(metrics);
            all.set(name, merge.node());
        }
        return all;
    }

    /** In sample mode JMH adds {@code p0.00} to {@code p1.00}, which are percentiles of the primary metric. */
    private static boolean isPercentile(String name, JsonNode result) {
        return result.path("mode").asText().equals("sample") && name.matches("\u00b7?p[01]\\.[0-9]+");
    }

    private static double percentile(String name) {
        return Double.parseDouble(name.substring(name.indexOf('p') + 1));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> i = object.fieldNames(); i.hasNext();) {
            names.add(i.next());
        }
        return names;
    }

    private static void requireSame(String field, JsonNode one, JsonNode other) {
        if (!one.path(field).equals(other.path(field))) {
            throw new IllegalArgumentException("expected forks of one cell, found " + field + " " + one.path(field)
                    + " and " + other.path(field));
        }
    }
}
