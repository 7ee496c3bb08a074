package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;

/**
 * {@code bench/gate.json}: what is gated unless something else is asked for.
 *
 * @param timed benchmarks judged by time
 * @param counted benchmarks judged by their counts
 * @param counts which counts, and their bounds
 */
public record GateFile(List<Entry> timed, List<Entry> counted, CountRules counts) {

    private static final Set<String> FIELDS = Set.of("timed", "counted", "counters", "bounds");
    private static final Set<String> ENTRY = Set.of("benchmark", "params", "warmups", "iterations", "time", "seconds");

    /**
     * One benchmark.
     *
     * @param benchmark full name
     * @param params values, each a list
     * @param iterations of a fork
     * @param seconds expected for one fork
     */
    public record Entry(String benchmark, Map<String, List<String>> params, Iterations iterations, double seconds) {
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it is missing or malformed; the message is one line
     */
    public static GateFile read(Path file) throws IOException {
        JsonNode root = Json.read(file);
        try {
            known(root, FIELDS);
            return new GateFile(entries(root.path("timed")), entries(root.path("counted")), CountRules.of(root));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + Printable.of("" + e.getMessage()), e);
        }
    }

    private static List<Entry> entries(JsonNode array) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : array) {
            known(node, ENTRY);
            if (!node.path("benchmark").isTextual()) {
                throw new IllegalArgumentException("expected a benchmark's name, found " + node);
            }
            Map<String, List<String>> params = new LinkedHashMap<>();
            node.path("params").properties().forEach(p -> {
                List<String> values = new ArrayList<>();
                if (p.getValue().isArray()) {
                    p.getValue().forEach(v -> values.add(v.asText()));
                } else {
                    values.add(p.getValue().asText());
                }
                params.put(p.getKey(), values);
            });
            Iterations iterations = node.has("iterations")
                    ? new Iterations(node.path("warmups").asInt(), node.path("iterations").asInt(),
                    node.path("time").asText(""))
                    : Iterations.DECLARED;
            entries.add(new Entry(node.path("benchmark").asText(), params, iterations,
                    node.path("seconds").asDouble(GateCell.UNKNOWN_SECONDS)));
        }
        return entries;
    }

    private static void known(JsonNode node, Set<String> names) {
        node.properties().forEach(field -> {
            if (!names.contains(field.getKey())) {
                throw new IllegalArgumentException("expected one of " + names.stream().sorted().toList() + ", found "
                        + field.getKey());
            }
        });
    }
}
