package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;

/**
 * {@code gate.json}: what is gated unless something else is asked for.
 *
 * @param timed benchmarks judged by time
 * @param counted benchmarks judged by their counts
 * @param counts which counts, and their bounds
 * @param work benchmarks judged by their work, and by how it grows
 */
public record GateFile(List<Entry> timed, List<Entry> counted, CountRules counts, List<WorkEntry> work) {

    private static final Set<String> FIELDS =
            Set.of("timed", "counted", "counters", "bounds", "disturbed", "work", "growth");
    private static final Set<String> ENTRY = Set.of("benchmark", "params", "warmups", "iterations", "time", "seconds");
    private static final Set<String> WORK = union(ENTRY, Set.of("ops", "margin", "margins"));
    private static final Set<String> GROWTH = union(WORK, Set.of("param", "from", "to", "each"));
    private static final Iterations COUNTED = new Iterations(2, 3, "");
    private static final double COUNTED_SECONDS = 10;
    private static final double GROWTH_MARGIN = 0.05;

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** Nothing at all. */
    public static final GateFile NONE = new GateFile(List.of(), List.of(), CountRules.NONE, List.of());

    /**
     * One benchmark whose work is judged.
     *
     * @param entry the benchmark
     * @param rules how
     * @param growth along which parameter, or null
     */
    public record WorkEntry(Entry entry, WorkRules rules, WorkCell.Growing growth) {
    }

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
            List<WorkEntry> work = new ArrayList<>();
            root.path("work").forEach(node -> work.add(work(node, WORK, null)));
            root.path("growth").forEach(node -> work.add(growth(node)));
            return new GateFile(entries(root.path("timed")), entries(root.path("counted")), CountRules.of(root), work);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + Printable.of("" + e.getMessage()), e);
        }
    }

    private static List<Entry> entries(JsonNode array) {
        List<Entry> entries = new ArrayList<>();
        array.forEach(node -> entries.add(entry(node, ENTRY, Iterations.DECLARED, GateCell.UNKNOWN_SECONDS)));
        return entries;
    }

    private static WorkEntry work(JsonNode node, Set<String> names, WorkCell.Growing growth) {
        return new WorkEntry(entry(node, names, COUNTED, COUNTED_SECONDS), WorkRules.of(node), growth);
    }

    private static WorkEntry growth(JsonNode node) {
        if (!node.path("param").isTextual() || !node.path("from").isIntegralNumber()
                || !node.path("to").isIntegralNumber()) {
            throw new IllegalArgumentException("expected growth of a param with two numbers, from and to, found "
                    + node);
        }
        return work(node, GROWTH, new WorkCell.Growing(node.path("param").asText(), node.path("from").asLong(),
                node.path("to").asLong(), node.path("margin").asDouble(GROWTH_MARGIN), node.path("each").asBoolean()));
    }

    /** The entry of a benchmark that is chosen by its name alone. */
    public static WorkEntry work(String benchmark, long operations, double margin) {
        return new WorkEntry(new Entry(benchmark, Map.of(), COUNTED, COUNTED_SECONDS),
                WorkRules.of(operations, margin), null);
    }

    private static Entry entry(JsonNode node, Set<String> names, Iterations otherwise, double seconds) {
        known(node, names);
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
                : otherwise;
        return new Entry(node.path("benchmark").asText(), params, iterations, node.path("seconds").asDouble(seconds));
    }

    /** Refuses fields that are none of these. */
    static void known(JsonNode node, Set<String> names) {
        node.properties().forEach(field -> {
            if (!names.contains(field.getKey())) {
                throw new IllegalArgumentException("expected one of " + names.stream().sorted().toList() + ", found "
                        + field.getKey());
            }
        });
    }
}
