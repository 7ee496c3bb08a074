package org.tracepointlab.lab.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tracepointlab.gate.cause.CauseRun;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;

/**
 * What a finished gate said.
 *
 * @param verdict the gate's, or {@link SlowdownResult#ERROR}
 * @param layer the first one that has a FAIL: {@code counts}, {@code work}, {@code growth} or {@code time}
 * @param named what that layer named first, or what went wrong
 */
record GateOutcome(String verdict, String layer, String named) {

    /** Where a finished gate leaves everything, for programs. */
    static final String FILE = "verdict.json";

    /** The layers in the gate's order, and where {@value #FILE} has them. */
    private static final Map<String, String> LAYERS = new LinkedHashMap<>();

    static {
        LAYERS.put("counts", "counts");
        LAYERS.put("work", "work");
        LAYERS.put("growth", "growth");
        LAYERS.put("time", "benchmarks");
    }

    boolean isFail() {
        return verdict.equals(Verdict.FAIL.name());
    }

    /** There is none. */
    static GateOutcome error(String reason) {
        return new GateOutcome(SlowdownResult.ERROR, SlowdownResult.NONE, reason);
    }

    /**
     * Reads what a gate left in its folder.
     *
     * @param exit the exit code of its process
     */
    static GateOutcome of(Path folder, int exit) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return error("the gate ended with exit code " + exit + " and left no " + FILE);
        }
        try {
            JsonNode root = Json.read(file);
            Verdict verdict = Verdict.valueOf(root.path("verdict").asText());
            if (verdict.exitCode() != exit) {
                return error(FILE + " says " + verdict + ", found exit code " + exit);
            }
            return verdict == Verdict.FAIL ? failed(root)
                    : new GateOutcome(verdict.name(), SlowdownResult.NONE, SlowdownResult.NONE);
        } catch (IOException | IllegalArgumentException e) {
            return error(FILE + " cannot be read: " + e.getMessage());
        }
    }

    private static GateOutcome failed(JsonNode root) {
        for (Map.Entry<String, String> layer : LAYERS.entrySet()) {
            for (JsonNode judged : root.path(layer.getValue())) {
                if (judged.path("verdict").asText().equals(Verdict.FAIL.name())) {
                    return new GateOutcome(Verdict.FAIL.name(), layer.getKey(), named(judged));
                }
            }
        }
        return error(FILE + " says FAIL, found no layer that does");
    }

    /**
     * The place of a method in the cause that a gate left in its folder, in that of the benchmark that it explains
     * first.
     *
     * @return from 1; {@link SlowdownResult#NONE} where it is not there
     */
    static String rank(Path folder, Predicate<String> method) throws IOException {
        Path file = folder.resolve(CauseRun.FILE);
        int rank = 0;
        if (Files.isRegularFile(file)) {
            for (JsonNode suspect : Json.read(file).path("benchmarks").path(0).path("suspects")) {
                rank++;
                if (method.test(suspect.path("method").asText())) {
                    return "" + rank;
                }
            }
        }
        return SlowdownResult.NONE;
    }

    /** The benchmark, its parameters, which of its figures, and why. */
    private static String named(JsonNode judged) {
        StringBuilder text = new StringBuilder(judged.path("benchmark").asText().replaceFirst(".*\\.(.+\\..+)", "$1"));
        String params = Json.texts(judged.path("params")).entrySet().stream().filter(p -> !p.getValue().isEmpty())
                .map(p -> p.getKey() + "=" + p.getValue()).collect(Collectors.joining(","));
        if (!params.isEmpty()) {
            text.append(" (").append(params).append(')');
        }
        for (String figure : new String[] {"counter", "metric"}) {
            if (judged.path(figure).isTextual()) {
                text.append(' ').append(judged.path(figure).asText());
            }
        }
        if (judged.path("ratio").isNumber()) {
            text.append(" x").append(Text.ratio(judged.path("ratio").asDouble()));
        }
        String reason = judged.path("reason").asText("");
        return (reason.isBlank() ? text.toString() : text + ": " + reason).strip();
    }
}
