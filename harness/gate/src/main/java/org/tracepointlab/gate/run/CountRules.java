package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Json;

/**
 * Which counts are gated, and what is allowed of each: what the baseline counts, unless a bound says otherwise. And
 * which counts tell that a timed fork was disturbed.
 *
 * @param counters names of JMH's secondary metrics
 * @param bounds the first that fits decides, in place of equality
 * @param disturbances of timed forks; one of them is enough
 */
public record CountRules(List<String> counters, List<Bound> bounds, List<Disturbance> disturbances) {

    /** No counts at all. */
    public static final CountRules NONE = new CountRules(List.of(), List.of());

    /** Where nothing tells of disturbances. */
    public CountRules(List<String> counters, List<Bound> bounds) {
        this(counters, bounds, List.of());
    }

    /**
     * What a count may be, whatever the baseline's is.
     *
     * @param benchmark full name
     * @param params values that the cell must have; the others may be anything
     * @param counter name
     * @param min smallest that is allowed
     * @param max greatest
     */
    public record Bound(String benchmark, Map<String, String> params, String counter, double min, double max) {

        boolean fits(String name, Map<String, String> values, String count) {
            return benchmark.equals(name) && counter.equals(count) && values.entrySet().containsAll(params.entrySet());
        }
    }

    /** What is judged of one benchmark: what is counted of all, and what is bounded of this one. */
    List<String> counters(String benchmark, Map<String, String> params) {
        Stream<String> bounded = bounds.stream().filter(bound -> bound.fits(benchmark, params, bound.counter()))
                .map(Bound::counter);
        return Stream.concat(counters.stream(), bounded).distinct().toList();
    }

    /** Without disturbances, where what is timed is not what these rules were made for. */
    public CountRules countedOnly() {
        return new CountRules(counters, bounds, List.of());
    }

    /** The disturbances alone, for who judges only time. */
    public CountRules timedOnly() {
        return new CountRules(List.of(), List.of(), disturbances);
    }

    Optional<Bound> bound(String benchmark, Map<String, String> params, String counter) {
        return bounds.stream().filter(b -> b.fits(benchmark, params, counter)).findFirst();
    }

    /**
     * From {@code {"counters": [...], "bounds": [{"benchmark", "params", "counter", "min", "max"}], "disturbed":
     * [{"counter", "of", "max"}]}}; a bound that is not there does not bound.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static CountRules of(JsonNode node) {
        List<String> counters = new ArrayList<>();
        node.path("counters").forEach(c -> counters.add(c.asText()));
        List<Bound> bounds = new ArrayList<>();
        for (JsonNode bound : node.path("bounds")) {
            if (!bound.path("benchmark").isTextual() || !bound.path("counter").isTextual()
                    || !bound.path("min").isNumber() && !bound.path("max").isNumber()) {
                throw new IllegalArgumentException("expected a bound with benchmark, counter, and min or max, found "
                        + bound);
            }
            bounds.add(new Bound(bound.path("benchmark").asText(), Json.texts(bound.path("params")),
                    bound.path("counter").asText(), bound.path("min").asDouble(Double.NEGATIVE_INFINITY),
                    bound.path("max").asDouble(Double.POSITIVE_INFINITY)));
        }
        List<Disturbance> disturbances = new ArrayList<>();
        node.path("disturbed").forEach(disturbed -> disturbances.add(Disturbance.of(disturbed)));
        return new CountRules(List.copyOf(counters), List.copyOf(bounds), List.copyOf(disturbances));
    }

    ObjectNode toJson() {
        ObjectNode node = Json.object();
        counters.forEach(node.putArray("counters")::add);
        for (Bound bound : bounds) {
            ObjectNode one = node.withArray("/bounds").addObject().put("benchmark", bound.benchmark())
                    .put("counter", bound.counter());
            one.set("params", Json.object(bound.params()));
            if (bound.min() > Double.NEGATIVE_INFINITY) {
                one.put("min", bound.min());
            }
            if (bound.max() < Double.POSITIVE_INFINITY) {
                one.put("max", bound.max());
            }
        }
        if (!disturbances.isEmpty()) {
            ArrayNode disturbed = node.putArray("disturbed");
            disturbances.forEach(disturbance -> disturbance.write(disturbed.addObject()));
        }
        return node;
    }
}
