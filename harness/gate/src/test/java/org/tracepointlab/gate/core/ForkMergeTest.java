package org.tracepointlab.gate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Takes a result of JMH's with three forks apart and expects the merge to be JMH's own again. */
class ForkMergeTest {

    static JsonNode jmh() throws IOException {
        return Json.read(Path.of("src/test/resources/jmh-three-forks.json"));
    }

    @Test
    void mergeOfSingleForksIsWhatJmhMakesOfThem() throws IOException {
        for (JsonNode whole : jmh()) {
            List<JsonNode> forks = new ArrayList<>();
            for (int fork = 0; fork < 3; fork++) {
                forks.add(only((ObjectNode) whole, fork));
            }
            assertClose(whole, ForkMerge.merge(forks), whole.path("benchmark").asText());
        }
    }

    @Test
    void theFixtureHasAllModes() throws IOException {
        assertThat(jmh()).extracting(r -> r.path("mode").asText()).containsExactly("avgt", "sample", "ss");
    }

    @Test
    void forksOfDifferentCellsAreRefused() throws IOException {
        JsonNode one = jmh().get(0);
        ObjectNode other = one.deepCopy();
        other.putObject("params").put("implementation", "b");
        assertThatThrownBy(() -> ForkMerge.merge(List.of(one, other))).hasMessageContaining("params");
    }

    @Test
    void aForkThatLacksAMetricIsRefused() throws IOException {
        JsonNode one = jmh().get(2);
        ObjectNode other = one.deepCopy();
        ((ObjectNode) other.path("secondaryMetrics")).remove("patches");
        assertThatThrownBy(() -> ForkMerge.merge(List.of(one, other))).hasMessageContaining("patches");
    }

    private static ObjectNode only(ObjectNode whole, int fork) {
        ObjectNode one = whole.deepCopy();
        one.put("forks", 1);
        keep((ObjectNode) one.path("primaryMetric"), fork);
        one.path("secondaryMetrics").forEach(metric -> keep((ObjectNode) metric, fork));
        return one;
    }

    private static void keep(ObjectNode metric, int fork) {
        for (String field : List.of("rawData", "rawDataHistogram")) {
            if (metric.has(field)) {
                JsonNode raw = metric.path(field).get(fork);
                metric.putArray(field).add(raw);
                // What JMH would have printed for this fork alone: the sum where the whole was the sum.
                if (metric.path("scoreUnit").asText().equals("#")) {
                    double sum = 0;
                    for (JsonNode value : raw) {
                        sum += value.asDouble();
                    }
                    metric.put("score", sum);
                }
            }
        }
    }

    private static void assertClose(JsonNode expected, JsonNode actual, String path) {
        assertThat(actual.getNodeType()).as(path + ": " + actual).isIn(expected.getNodeType(),
                expected.asText().equals("NaN") ? actual.getNodeType() : expected.getNodeType());
        if (expected.isContainerNode()) {
            assertThat(actual.size()).as(path).isEqualTo(expected.size());
            expected.properties().forEach(e -> assertClose(e.getValue(), actual.path(e.getKey()),
                    path + "." + e.getKey()));
            for (int i = 0; expected.isArray() && i < expected.size(); i++) {
                assertClose(expected.get(i), actual.get(i), path + "[" + i + "]");
            }
        } else if (expected.isNumber()) {
            assertThat(actual.asDouble()).as(path).isCloseTo(expected.asDouble(),
                    within(1e-9 * Math.max(1, Math.abs(expected.asDouble()))));
        } else {
            assertThat(actual.asText()).as(path).isEqualTo(expected.asText());
        }
    }
}
