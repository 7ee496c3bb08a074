package org.tracepointlab.gate.bisect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.gate.core.Json;

/**
 * What was found of one commit.
 *
 * @param commit whole name
 * @param mark what it is
 * @param value of the measure; NaN where there is none
 * @param reason in one line
 * @param methods those whose counts grew most against the good commit; often none
 */
record Step(String commit, Mark mark, double value, String reason, List<String> methods) {

    Step {
        methods = List.copyOf(methods);
    }

    static Step skip(String commit, String reason) {
        return new Step(commit, Mark.SKIP, Double.NaN, reason, List.of());
    }

    ObjectNode toJson() {
        ObjectNode node = Json.object().put("commit", commit).put("mark", mark.word()).put("reason", reason);
        if (Double.isFinite(value)) {
            node.put("value", value);
        }
        ArrayNode grown = node.putArray("methods");
        methods.forEach(grown::add);
        return node;
    }

    /** @throws IllegalArgumentException if it is none */
    static Step of(JsonNode node) {
        List<String> methods = new ArrayList<>();
        node.path("methods").forEach(m -> methods.add(m.asText()));
        for (Mark mark : Mark.values()) {
            if (mark.word().equals(node.path("mark").asText())) {
                return new Step(node.path("commit").asText(), mark, node.path("value").asDouble(Double.NaN),
                        node.path("reason").asText(), methods);
            }
        }
        throw new IllegalArgumentException("expected good, bad or skip, found " + node.path("mark"));
    }
}
