package org.tracepointlab.gate.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.MultisetStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * One metric of several forks as one.
 *
 * @param node the metric as JMH writes it
 * @param statistics over all of its raw data
 */
record MetricMerge(ObjectNode node, Statistics statistics) {

    private static final double CONFIDENCE = 0.999;
    private static final String[] PERCENTILES = {
        "0.0", "50.0", "90.0", "95.0", "99.0", "99.9", "99.99", "99.999", "99.9999", "100.0"};
    /** Units of metrics that count: JMH adds these up over iterations where it averages others. */
    private static final Set<String> COUNTED = Set.of("#", "counts");

    static MetricMerge of(List<JsonNode> metrics) {
        MetricMerge merged = collect(metrics);
        if (sums(metrics)) {
            merged.setScore(merged.statistics.getSum());
        } else {
            merged.setMeanAndInterval();
        }
        merged.setPercentiles();
        return merged;
    }

    /** A metric that is a percentile of another one: its score cannot be had from its own raw data. */
    static MetricMerge ofPercentile(List<JsonNode> metrics, double value) {
        MetricMerge merged = collect(metrics);
        MultisetStatistics single = new MultisetStatistics();
        single.addValue(value, 1);
        MetricMerge result = new MetricMerge(merged.node, single);
        result.setMeanAndInterval();
        result.setPercentiles();
        return result;
    }

    private static MetricMerge collect(List<JsonNode> metrics) {
        ObjectNode node = Json.object();
        for (String field : List.of("score", "scoreError", "scoreConfidence", "scorePercentiles")) {
            node.putNull(field);
        }
        node.set("scoreUnit", metrics.get(0).path("scoreUnit"));
        boolean histogram = metrics.get(0).has("rawDataHistogram");
        String field = histogram ? "rawDataHistogram" : "rawData";
        ArrayNode raw = node.putArray(field);
        for (JsonNode metric : metrics) {
            if (!metric.path(field).isArray()) {
                throw new IllegalArgumentException("expected " + field + " in each fork, found none in one");
            }
            metric.path(field).forEach(raw::add);
        }
        return new MetricMerge(node, histogram ? multiset(raw) : list(raw));
    }

    private static Statistics list(ArrayNode raw) {
        ListStatistics statistics = new ListStatistics();
        raw.forEach(fork -> fork.forEach(value -> statistics.addValue(Json.number(value))));
        return statistics;
    }

    private static Statistics multiset(ArrayNode raw) {
        MultisetStatistics statistics = new MultisetStatistics();
        raw.forEach(fork -> fork.forEach(iteration -> iteration.forEach(
                pair -> statistics.addValue(Json.number(pair.get(0)), pair.get(1).asLong()))));
        return statistics;
    }

    /** True if JMH added this metric up: the file does not say so, but its scores do, or else its unit. */
    private static boolean sums(List<JsonNode> metrics) {
        for (JsonNode metric : metrics) {
            if (!metric.path("rawData").isArray()) {
                return false;
            }
            Statistics fork = list((ArrayNode) metric.path("rawData"));
            double score = Json.number(metric.path("score"));
            if (fork.getN() > 1 && !near(fork.getSum(), fork.getMean())) {
                return near(score, fork.getSum());
            }
        }
        return COUNTED.contains(metrics.get(0).path("scoreUnit").asText());
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    }

    private void setScore(double score) {
        node.put("score", score);
        node.put("scoreError", Double.NaN);
        node.putArray("scoreConfidence").add(score).add(score);
    }

    private void setMeanAndInterval() {
        node.put("score", statistics.getMean());
        node.put("scoreError", statistics.getMeanErrorAt(CONFIDENCE));
        double[] interval = statistics.getConfidenceIntervalAt(CONFIDENCE);
        node.putArray("scoreConfidence").add(interval[0]).add(interval[1]);
    }

    private void setPercentiles() {
        ObjectNode percentiles = node.putObject("scorePercentiles");
        for (String p : PERCENTILES) {
            percentiles.put(p, statistics.getPercentile(Double.parseDouble(p)));
        }
    }
}
