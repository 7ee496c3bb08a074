package org.tracepointlab.gate.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Sha256;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Environments;
import org.tracepointlab.gate.rule.JmhFile;
import org.tracepointlab.gate.rule.JmhResult;
import org.tracepointlab.gate.rule.Verdict;

/**
 * Reads what a run left: a gate's folder (its candidate), the folder of a run with {@value #JMH} and
 * {@value #ENVIRONMENT}, or a JMH result.
 */
public final class RunFiles {

    /** A run's results. */
    private static final String JMH = "jmh.json";
    /** A run's machine and commit. */
    private static final String ENVIRONMENT = "environment.json";
    private static final String CANDIDATE = "candidate.json";
    private static final String VERDICT = "verdict.json";
    private static final int LONGEST_SETTINGS = 160;

    private final Path path;
    private final Machine machine;
    private final Consumer<String> notes;

    /**
     * @param path of the folder or file
     * @param machine that is said to have run it; null for what the files say, or else this one
     * @param notes is told what was left out, and why
     */
    public RunFiles(Path path, Machine machine, Consumer<String> notes) {
        this.path = path;
        this.machine = machine;
        this.notes = notes;
    }

    /** The commit that the run says it measured; empty if it says none. */
    public Optional<String> commit() throws IOException {
        Path environment = path.resolve(ENVIRONMENT);
        return Files.isRegularFile(environment)
                ? Optional.of(Json.read(environment).path("git").path("commit").asText("")).filter(c -> !c.isEmpty())
                : Optional.empty();
    }

    /** When the run began or its file was written. */
    public Instant time() throws IOException {
        Path environment = path.resolve(ENVIRONMENT);
        if (Files.isRegularFile(environment)) {
            try {
                return Commit.instant(Json.read(environment).path("startedAt").asText());
            } catch (DateTimeException e) {
                // then that of the file
            }
        }
        return Files.getLastModifiedTime(path).toInstant();
    }

    /**
     * A line for each benchmark.
     *
     * @throws WrongInputException if there is nothing that can be added; the message says why
     */
    public List<Entry> read(Commit commit) throws IOException {
        List<Entry> entries;
        if (Files.isRegularFile(path.resolve(CANDIDATE)) || Files.isRegularFile(path.resolve(VERDICT))) {
            entries = ofGate(commit);
        } else if (Files.isDirectory(path) && !Files.isRegularFile(path.resolve(JMH))) {
            throw new WrongInputException(path + ": expected " + CANDIDATE + " and " + VERDICT + " of a gate, or " + JMH
                    + " of a run, found neither");
        } else {
            entries = ofJmh(Files.isDirectory(path) ? path.resolve(JMH) : path, commit, Map.of(), "jmh");
        }
        if (entries.isEmpty()) {
            throw new WrongInputException(path + ": expected scores above 0 or counts of a benchmark, found none");
        }
        return entries;
    }

    private List<Entry> ofJmh(Path file, Commit commit, Map<BenchmarkId, String> verdicts, String source)
            throws IOException {
        Instant time = time();
        List<Entry> entries = new ArrayList<>();
        for (JmhResult result : JmhFile.read(file)) {
            boolean counted = result.counted();
            if (!result.problem().isEmpty() && !counted) {
                notes.accept(file + ": left out " + result.id() + ": " + result.problem());
                continue;
            }
            BenchmarkId id = counted ? work(result.id()) : result.id();
            entries.add(new Entry(id, result.unit(), settings(result), commit, time, machine(result.environment()),
                    counted ? List.of() : Arrays.stream(result.forks()).boxed()
                    .toList(), result.work(), verdicts.getOrDefault(result.id(), ""), source));
        }
        return entries;
    }

    private static BenchmarkId work(BenchmarkId id) {
        return new BenchmarkId(id.benchmark(), Entry.WORK, id.params());
    }

    private static String settings(JmhResult result) {
        String threads = result.environment().getOrDefault("threads", "1");
        String args = Environments.comparable("jvmArgs", result.environment().getOrDefault("jvmArgs", "")).strip();
        String all = ((threads.equals("1") ? "" : threads + " threads ") + args).strip();
        return all.length() <= LONGEST_SETTINGS ? all
                : "options " + Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    private Machine machine(Map<String, String> environment) throws IOException {
        if (machine != null) {
            return machine;
        }
        Path file = path.resolve(ENVIRONMENT);
        return Files.isRegularFile(file) ? Machine.of(Json.read(file), environment) : Machine.here(environment);
    }

    /** The candidate's forks with the verdicts on them, and the work that was counted in forks of its own. */
    private List<Entry> ofGate(Commit commit) throws IOException {
        JsonNode verdict = Files.isRegularFile(path.resolve(VERDICT)) ? Json.read(path.resolve(VERDICT))
                : Json.object();
        Map<BenchmarkId, String> verdicts = new LinkedHashMap<>();
        verdict.path("benchmarks").forEach(b -> verdicts.put(new BenchmarkId(b.path("benchmark").asText(),
                b.path("mode").asText(), Json.texts(b.path("params"))), b.path("verdict").asText()));
        List<Entry> entries = new ArrayList<>();
        if (Files.isRegularFile(path.resolve(CANDIDATE))) {
            entries.addAll(ofJmh(path.resolve(CANDIDATE), commit, verdicts, "gate"));
        }
        Map<BenchmarkId, Map<String, Double>> work = new LinkedHashMap<>();
        Map<BenchmarkId, List<Verdict>> judged = new LinkedHashMap<>();
        for (JsonNode count : verdict.path("work")) {
            double after = Json.number(count.path("after"));
            if (after >= 0 && Double.isFinite(after)) {
                BenchmarkId id = new BenchmarkId(count.path("benchmark").asText(), Entry.WORK,
                        Json.texts(count.path("params")));
                work.computeIfAbsent(id, none -> new TreeMap<>()).put(count.path("counter").asText(), after);
                judged.computeIfAbsent(id, none -> new ArrayList<>()).add(verdict(count.path("verdict").asText()));
            }
        }
        Machine where = work.isEmpty() ? null : machine(environment(verdict));
        Instant time = time();
        work.forEach((id, counts) -> entries.add(new Entry(id, "", "", commit, time, where, List.of(), counts,
                Verdict.all(judged.get(id)).name(), "gate")));
        return entries;
    }

    private static Verdict verdict(String name) {
        return Stream.of(Verdict.values()).filter(v -> v.name().equals(name)).findFirst().orElse(Verdict.INVALID);
    }

    /** What JMH recorded in one of the gate's forks; of a folder without them, the JDK's version alone. */
    private Map<String, String> environment(JsonNode verdict) throws IOException {
        if (Files.isDirectory(path.resolve("forks"))) {
            try (Stream<Path> forks = Files.list(path.resolve("forks"))) {
                for (Path fork : forks.filter(f -> f.getFileName().toString().endsWith("-candidate")).sorted()
                        .toList()) {
                    if (Files.isRegularFile(fork.resolve("result.json"))) {
                        return JmhFile.read(fork.resolve("result.json")).get(0).environment();
                    }
                }
            }
        }
        return Map.of("jdkVersion", verdict.path("run").path("candidate").path("feature").asText());
    }
}
