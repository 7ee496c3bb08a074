package org.tracepointlab.gate.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.BenchmarkId;

/**
 * Reads {@code data.js}, in which github-action-benchmark keeps its history: {@code window.BENCHMARK_DATA = } and an
 * object whose {@code entries} have, for each suite, the commits with their {@code benches}: {@code name},
 * {@code value} and {@code unit}. There is one value for each, and no fork.
 */
public final class BenchmarkData {

    private static final long MOST_BYTES = 256L << 20;
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*window\\.BENCHMARK_DATA\\s*=(.*?);?\\s*",
            Pattern.DOTALL);
    /** Tools of that action of whose values more is better; so it is of operations in a time. */
    private static final Set<String> BIGGER = Set.of("benchmarkjs", "pytest", "customBiggerIsBetter");

    private BenchmarkData() {
    }

    /** Whether a file is to be read by this class, by its name. */
    public static boolean is(Path file) {
        return file.getFileName().toString().endsWith(".js");
    }

    /**
     * A line for each benchmark of each commit.
     *
     * @param machine that is said to have run them
     * @param notes is told what was left out, and why
     * @throws IOException if it cannot be read, or is no such file; the message is one line
     */
    public static List<Entry> read(Path file, Machine machine, Consumer<String> notes) throws IOException {
        JsonNode suites = Json.parse(file, json(file)).path("entries");
        if (!suites.isObject()) {
            throw new WrongInputException(file + ": expected entries of github-action-benchmark, found none");
        }
        List<Entry> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> suite : suites.properties()) {
            int number = 0;
            for (JsonNode run : suite.getValue()) {
                String where = file + ": suite '" + Printable.of(suite.getKey()) + "', entry " + ++number + ": ";
                Commit commit = commit(run, where);
                for (JsonNode bench : run.path("benches")) {
                    add(all, suite.getKey(), run, commit, bench, machine, where, notes);
                }
            }
        }
        if (all.isEmpty()) {
            throw new WrongInputException(file + ": expected benches with values above 0, found none");
        }
        return all;
    }

    private static String json(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new WrongInputException(file + ": expected at most " + MOST_BYTES + " bytes, found "
                        + Files.size(file));
            }
            Matcher assignment = ASSIGNMENT.matcher(Files.readString(file));
            if (!assignment.matches()) {
                throw new WrongInputException(file + ": expected 'window.BENCHMARK_DATA = {...}' as "
                        + "github-action-benchmark writes it, found something else");
            }
            return assignment.group(1);
        } catch (NoSuchFileException e) {
            throw new WrongInputException(file + ": expected a data.js, found no such file", e);
        } catch (CharacterCodingException e) {
            throw new WrongInputException(file + ": expected text in UTF-8, found bytes that are none", e);
        }
    }

    private static Commit commit(JsonNode run, String where) throws WrongInputException {
        JsonNode commit = run.path("commit");
        String id = commit.path("id").asText();
        if (id.isEmpty()) {
            throw new WrongInputException(where + "expected a commit with an id, found none");
        }
        String subject = commit.path("message").asText().lines().findFirst().orElse("");
        try {
            return new Commit(id, Commit.instant(commit.path("timestamp").asText()), subject);
        } catch (DateTimeException e) {
            return new Commit(id, date(run, where), subject);
        }
    }

    private static Instant date(JsonNode run, String where) throws WrongInputException {
        if (!run.path("date").isIntegralNumber()) {
            throw new WrongInputException(where + "expected a timestamp of the commit, or a date in milliseconds, "
                    + "found neither");
        }
        return Instant.ofEpochMilli(run.path("date").asLong());
    }

    private static void add(List<Entry> all, String suite, JsonNode run, Commit commit, JsonNode bench, Machine machine,
            String where, Consumer<String> notes) {
        String name = bench.path("name").asText();
        double value = Json.number(bench.path("value"));
        if (name.isEmpty() || !(value > 0 && Double.isFinite(value))) {
            notes.accept(where + "left out '" + Printable.of(name) + "': expected a value above 0, found "
                    + Printable.of(bench.path("value").toString()));
            return;
        }
        String unit = bench.path("unit").asText();
        boolean bigger = BIGGER.contains(run.path("tool").asText()) || unit.startsWith("ops/");
        Instant time = run.path("date").isIntegralNumber() ? Instant.ofEpochMilli(run.path("date").asLong())
                : commit.time();
        all.add(new Entry(new BenchmarkId(name, bigger ? Entry.BIGGER : Entry.SMALLER, Map.of("suite", suite)), unit,
                "", commit, time, machine, List.of(value), Map.of(), "", "github-action-benchmark"));
    }
}
