package org.tracepointlab.gate.rule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Stats;

/** Reads one entry of a JMH result from a stream. */
final class JmhEntry {

    /** Fields that must be equal on both sides for their scores to be comparable. */
    private static final Set<String> ENVIRONMENT =
            Set.of("jmhVersion", "jvm", "jdkVersion", "vmName", "vmVersion", "jvmArgs",
            "threads", "warmupIterations", "warmupTime", "warmupBatchSize", "measurementIterations", "measurementTime",
            "measurementBatchSize");
    private static final Set<String> MODES = Set.of("thrpt", "avgt", "sample", "ss");

    private final Map<String, String> params = new LinkedHashMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, Double> work = new TreeMap<>();
    private final List<String> blocks = new ArrayList<>();
    /** Of each fork, where the entry says so; null where it does not. */
    private List<Double> scores;
    private String benchmark;
    private String mode = "";
    private String unit = "";
    private RawScores raw;

    /** From the entry's first brace to its last. */
    JmhResult read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            field(parser, field);
        }
        if (benchmark == null || benchmark.isEmpty()) {
            throw new JmhFormatException("expected a benchmark's name in each result, found none in one");
        }
        BenchmarkId id = new BenchmarkId(benchmark, mode, params);
        if (raw == null) {
            return new JmhResult(id, unit, new double[0], List.of(), environment, work, "expected rawData, found none");
        }
        double[] forks = scores != null ? Stats.array(scores)
                : raw.forks().stream().mapToDouble(iterations -> ForkScore.of(id, iterations)).toArray();
        return new JmhResult(id, Printable.escaped(unit), forks, List.copyOf(blocks), environment, work, problem(id));
    }

    /** What was read, by the tail of its samples: a result of its own, where each fork has enough of them. */
    Optional<JmhResult> tail() {
        if (raw == null || raw.tails().length == 0 || !mode.equals("sample") || work.keySet().stream()
                .anyMatch(WorkRule::isWork) || Arrays.stream(raw.tails()).anyMatch(tail -> !(tail > 0))) {
            return Optional.empty();
        }
        BenchmarkId id = new BenchmarkId(benchmark, mode, params);
        return Optional.of(new JmhResult(id.tail(), Printable.escaped(unit), raw.tails(), List.copyOf(blocks),
                environment, Map.of(), problem(id)));
    }

    private String problem(BenchmarkId id) {
        if (mode.isEmpty()) {
            return "expected a mode, found none";
        }
        if (!MODES.contains(mode)) {
            return "expected the mode thrpt, avgt, sample or ss, found '" + Printable.of(id.mode()) + "'";
        }
        if (id.higherIsBetter() ? unit.endsWith("/op") : unit.startsWith("ops/")) {
            return "expected " + (id.higherIsBetter() ? "operations in a time" : "the time of an operation")
                    + " in mode " + mode
                    + ", found scores in " + Printable.of(unit);
        }
        if (raw.problem().isEmpty() && !blocks.isEmpty() && blocks.size() != raw.forks().size()) {
            return "expected " + JmhResult.BLOCKS + " of " + raw.forks().size() + " forks, found " + blocks.size();
        }
        if (raw.problem().isEmpty() && scores != null && (scores.size() != raw.forks().size()
                || scores.stream().anyMatch(score -> !(score > 0 && Double.isFinite(score))))) {
            return "expected " + JmhResult.SCORES + " above 0 of " + raw.forks().size() + " forks, found "
                    + Printable.escaped("" + scores);
        }
        return raw.problem();
    }

    private void field(JsonParser parser, String field) throws IOException {
        if (ENVIRONMENT.contains(field)) {
            environment.put(field, value(parser));
            return;
        }
        switch (field) {
            case "benchmark" -> benchmark = value(parser);
            case "mode" -> mode = value(parser);
            case "params" -> object(parser, name -> params.put(name, value(parser)));
            case JmhResult.BLOCKS -> array(parser, () -> blocks.add(value(parser)));
            case JmhResult.SCORES -> {
                scores = new ArrayList<>();
                array(parser, () -> scores.add(RawScores.number(parser)));
            }
            case "secondaryMetrics" -> object(parser, name -> secondary(parser, name));
            case "primaryMetric" -> object(parser, name -> metric(parser, name));
            default -> parser.skipChildren();
        }
    }

    private void secondary(JsonParser parser, String name) throws IOException {
        String plain = name.replaceFirst("^\\W+", ""); // older versions of JMH put a dot before profilers' metrics
        if (!WorkRule.judges(plain)) {
            parser.skipChildren();
            return;
        }
        object(parser, field -> {
            if (field.equals("rawData")) {
                double[] all = RawScores.read(parser, false).forks().stream().flatMapToDouble(Arrays::stream).toArray();
                Stats.finiteMedian(all).ifPresent(median -> work.put(plain, median));
            } else {
                parser.skipChildren();
            }
        });
    }

    private void metric(JsonParser parser, String name) throws IOException {
        switch (name) {
            case "scoreUnit" -> unit = value(parser);
            case "rawData" -> {
                if (raw == null) {
                    raw = RawScores.read(parser, false);
                } else {
                    parser.skipChildren();
                }
            }
            case "rawDataHistogram" -> raw = RawScores.read(parser, true);
            default -> parser.skipChildren();
        }
    }

    /** The text of a plain value; of a list, its items with blanks between them. */
    private static String value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<String> items = new ArrayList<>();
            array(parser, () -> items.add(value(parser)));
            return String.join(" ", items);
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            parser.skipChildren();
            return "{}";
        }
        return parser.getText();
    }

    @FunctionalInterface
    private interface Item {
        void read() throws IOException;
    }

    @FunctionalInterface
    private interface Field {
        void read(String name) throws IOException;
    }

    private static void array(JsonParser parser, Item item) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            item.read();
        }
    }

    private static void object(JsonParser parser, Field field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name);
        }
    }
}
