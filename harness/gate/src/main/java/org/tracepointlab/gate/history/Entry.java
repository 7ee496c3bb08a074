package org.tracepointlab.gate.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.rule.BenchmarkId;

/**
 * What one run found of one benchmark: a line of a history.
 *
 * @param id benchmark, parameters and JMH's mode; {@value #WORK} where only work was counted, {@value #SMALLER} and
 *     {@value #BIGGER} for values of other tools, by what is better
 * @param unit of the scores
 * @param settings what else has to be the same in a series, like the options of the JVM; may be empty
 * @param commit what was measured
 * @param time when it was measured
 * @param machine on which
 * @param forks score of each fork, above 0; none where only work was counted
 * @param work counts for each operation, by JMH's names of the metrics
 * @param verdict of a gate on this benchmark; empty if there was none
 * @param source what it was read from
 */
public record Entry(BenchmarkId id, String unit, String settings, Commit commit, Instant time, Machine machine,
        List<Double> forks, Map<String, Double> work, String verdict, String source) {

    /** The version of lines that this program writes, and the only one that it reads. */
    public static final int SCHEMA = 1;

    /** Mode of a line that has no times. */
    public static final String WORK = "work";
    /** Mode of a value of another tool that is a cost. */
    public static final String SMALLER = "smaller is better";
    /** Mode of one that is not. */
    public static final String BIGGER = "bigger is better";

    /** Takes copies. */
    public Entry {
        unit = Printable.escaped(unit);
        settings = Printable.escaped(settings);
        forks = List.copyOf(forks);
        Map<String, Double> counts = new TreeMap<>();
        work.forEach((metric, count) -> counts.put(Printable.escaped(metric), count));
        work = Collections.unmodifiableMap(counts);
        verdict = Printable.escaped(verdict);
    }

    /** Whether more is better. */
    boolean higherIsBetter() {
        return id.higherIsBetter() || id.mode().equals(BIGGER);
    }

    /** What two lines of the same measurement share, whoever added them, and when. */
    List<Object> identity() {
        return List.of(id, settings, commit.id(), machine, forks, work);
    }

    /** One line, without its end. */
    String line() {
        ObjectNode node = Json.object().put("schema", SCHEMA).put("benchmark", id.benchmark());
        node.set("params", Json.object(id.params()));
        node.put("mode", id.mode()).put("unit", unit);
        if (!settings.isEmpty()) {
            node.put("settings", settings);
        }
        node.put("commit", commit.id()).put("commitTime", commit.time().toString());
        if (!commit.subject().isEmpty()) {
            node.put("subject", commit.subject());
        }
        node.put("time", time.toString());
        node.putObject("machine").put("cpu", machine.cpu()).put("cores", machine.cores()).put("os", machine.os())
                .put("jdk", machine.jdk());
        ArrayNode scores = node.putArray("forks");
        forks.forEach(scores::add);
        if (!work.isEmpty()) {
            ObjectNode counts = node.putObject("work");
            work.forEach(counts::put);
        }
        if (!verdict.isEmpty()) {
            node.put("verdict", verdict);
        }
        return node.put("source", source).toString();
    }

    /**
     * The line as it was written. Fields that it does not know are passed over.
     *
     * @throws IllegalArgumentException if it is no such line; the message says what was expected and found
     */
    static Entry of(JsonNode node) {
        JsonNode schema = node.path("schema");
        if (!schema.isInt() || schema.asInt() != SCHEMA) {
            throw new IllegalArgumentException("expected a line of schema " + SCHEMA + ", found "
                    + (schema.isMissingNode() ? "none" : "schema " + Printable.of(schema.toString()))
                    + "; a newer jmh-gate may read it");
        }
        List<Double> forks = new ArrayList<>();
        required(node, "forks").forEach(fork -> {
            double score = Json.number(fork);
            if (!(score > 0 && Double.isFinite(score))) {
                throw new IllegalArgumentException("expected scores above 0 as forks, found "
                        + Printable.of(fork.toString()));
            }
            forks.add(score);
        });
        Map<String, Double> work = new TreeMap<>();
        node.path("work").properties().forEach(count -> {
            double value = Json.number(count.getValue());
            if (!(value >= 0 && Double.isFinite(value))) {
                throw new IllegalArgumentException("expected counts of 0 or more as work, found "
                        + Printable.of(count.getValue().toString()));
            }
            work.put(count.getKey(), value);
        });
        JsonNode machine = required(node, "machine");
        return new Entry(new BenchmarkId(required(node, "benchmark").asText(), required(node, "mode").asText(),
                Json.texts(node.path("params"))), node.path("unit").asText(), node.path("settings").asText(),
                new Commit(required(node, "commit").asText(), time(node, "commitTime"),
                node.path("subject").asText()), time(node, "time"),
                new Machine(machine.path("cpu").asText(), machine.path("cores").asInt(), machine.path("os").asText(),
                machine.path("jdk").asText()), forks, work, node.path("verdict").asText(),
                node.path("source").asText());
    }

    private static JsonNode required(JsonNode node, String field) {
        if (!node.has(field)) {
            throw new IllegalArgumentException("expected a field " + field + ", found none");
        }
        return node.get(field);
    }

    private static Instant time(JsonNode node, String field) {
        try {
            return Commit.instant(required(node, field).asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time like 2026-01-31T12:00:00Z as " + field + ", found "
                    + Printable.of(node.get(field).toString()), e);
        }
    }

    /** The forks as an array. */
    double[] scores() {
        return Stats.array(forks);
    }
}
