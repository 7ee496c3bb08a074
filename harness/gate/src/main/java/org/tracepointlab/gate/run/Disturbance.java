package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.rule.Text;

/**
 * How a benchmark itself tells that something else had the machine while a fork was timed: by a counter, such as late
 * ticks, of which there may be no more than a share of another one, such as all ticks.
 *
 * @param counter what there should be few of
 * @param of what it is a part of; a fork that does not count it, or counts none, has nothing to say
 * @param max the share that is allowed, from 0 to less than 1
 */
public record Disturbance(String counter, String of, double max) {

    private static final Set<String> FIELDS = Set.of("counter", "of", "max");

    /** Checks the range. */
    public Disturbance {
        if (!(max >= 0 && max < 1)) {
            throw new IllegalArgumentException("expected a max from 0 to less than 1 for " + counter + ", found "
                    + max);
        }
    }

    /**
     * From {@code {"counter": "lateTicks", "of": "ticks", "max": 0.01}}.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Disturbance of(JsonNode node) {
        GateFile.known(node, FIELDS);
        if (!node.path("counter").isTextual() || !node.path("of").isTextual()
                || !node.path("max").isNumber()) {
            throw new IllegalArgumentException("expected what tells that a fork was disturbed, with counter, of and "
                    + "max, found " + node);
        }
        return new Disturbance(node.path("counter").asText(), node.path("of").asText(), node.path("max").asDouble());
    }

    ObjectNode write(ObjectNode node) {
        return node.put("counter", counter).put("of", of).put("max", max);
    }

    /** Whether this fork counts what the counter is a part of. */
    boolean isToldBy(JsonNode result) {
        return !ExactCounts.values(result, of).isEmpty();
    }

    /** What is wrong with this fork, in a few words; empty if nothing is. */
    Optional<String> found(JsonNode result) {
        double all = sum(result, of);
        if (all == 0) {
            return Optional.empty();
        }
        List<Double> parts = ExactCounts.values(result, counter);
        if (parts.isEmpty()) {
            return Optional.of("expected a counter " + counter + " beside " + of + ", found none");
        }
        double part = sum(result, counter);
        return part <= all * max ? Optional.empty()
                : Optional.of(Text.format("%s of %s %s are %s (%s, at most %s)", Csv.number(part), Csv.number(all), of,
                counter, Text.percent(part / all), Text.percent(max)));
    }

    private static double sum(JsonNode result, String counter) {
        return ExactCounts.values(result, counter).stream().mapToDouble(Double::doubleValue).sum();
    }
}
