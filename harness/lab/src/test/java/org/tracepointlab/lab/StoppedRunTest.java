package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.Json;

/** A run that is killed is resumed where it stopped, or is finished; nothing half-written has a final name. */
class StoppedRunTest extends LabLine {

    @TempDir
    Path folder;
    private Path jar;
    private Path results;
    private String implementations = "original";

    @BeforeEach
    void makeJar() throws IOException {
        jar = LabStub.jar(folder);
        results = folder.resolve("results");
    }

    private List<String> run(String... more) {
        List<String> args = new ArrayList<>(List.of("run", "--plan", "smoke", "--hz", "1000", "--tracepoints", "2",
                "--results", results.toString(), "--benchmarks-jar", jar.toString(), "--seed", "1", "--implementation",
                implementations));
        args.addAll(Arrays.asList(more));
        return args;
    }

    private List<Path> files(String... endings) throws IOException {
        if (Files.notExists(results)) {
            return List.of();
        }
        while (true) {
            try (Stream<Path> all = Files.walk(results)) {
                // A run that has not begun cannot be taken up.
                return all.filter(f -> !f.getFileName().toString().startsWith(".")
                        && !f.toString().contains(".beginning-") && Arrays.stream(endings)
                        .anyMatch(e -> f.getFileName().toString().endsWith(e))).toList();
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                }
                // The run moved a file while we looked: look again.
            }
        }
    }

    /** Kills a run once it has come this far: so many files of this name. */
    private void kill(String name, int count) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), Lab.class.getName()));
        command.addAll(run());
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile()).start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (files(name).size() < count && process.isAlive() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
        assertThat(files(name).size()).as(Files.readString(folder.resolve("child.log"))).isGreaterThanOrEqualTo(count);
    }

    private void everythingUnderAFinalNameIsWhole() throws IOException {
        for (Path json : files(".json")) {
            if (!json.getFileName().toString().contains("partial")) {
                assertThat(Json.read(json).isEmpty()).as(json.toString()).isFalse();
            }
        }
        for (Path csv : files(".csv")) {
            assertThat(Csv.read(csv, List.of())).as(csv.toString()).isNotNull();
            assertThat(Files.readString(csv)).endsWith("\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"environment.json 1", "result.json 1", "result.json 5", "jmh.json 1", "measurements.csv 1"})
    void aKilledRunIsResumedOrFinished(String when) throws Exception {
        String[] parts = when.split(" ");
        kill(parts[0], Integer.parseInt(parts[1]));
        everythingUnderAFinalNameIsWhole();
        int before = files("result.json").size();
        List<Path> finished = finished();
        if (finished.isEmpty()) {
            assertThat(lab(run("--resume"))).as(() -> err).isZero();
            assertThat(out).contains("going on with ");
            finished = finished();
        }
        assertThat(finished).hasSize(1);
        everythingUnderAFinalNameIsWhole();
        Path run = finished.get(0);
        assertThat(Json.read(run.resolve("jmh.json")).size()).isEqualTo(Json.read(run.resolve("environment.json"))
                .path("cells").size()).isEqualTo(files("result.json").size());
        assertThat(before).isLessThanOrEqualTo(files("result.json").size());
        assertThat(run.resolve("summary.csv")).isNotEmptyFile();
        assertThat(lab(run("--resume"))).as("nothing is left to resume").isEqualTo(64);
        assertThat(err).startsWith("lab: --resume: expected a stopped run");
    }

    private List<Path> finished() throws IOException {
        try (Stream<Path> all = Files.list(results.resolve("runs"))) {
            return all.filter(f -> !f.getFileName().toString().contains(".")).toList();
        }
    }

    @Test
    void aPlanIsSplitOverMachinesAndPutTogether() throws IOException {
        implementations = "original,unconditional";
        List<String> parts = new ArrayList<>(List.of("merge"));
        for (int part = 1; part <= 3; part++) {
            results = folder.resolve("machine" + part);
            assertThat(lab(run("--shard", part + "/3"))).as(() -> err).isZero();
            parts.add(finished().get(0).toString());
        }
        Path merged = folder.resolve("merged");
        List<String> all = new ArrayList<>(parts);
        all.addAll(List.of("--out", merged.toString(), "--report"));
        assertThat(lab(all)).as(() -> err).isZero();
        results = folder.resolve("whole");
        assertThat(lab(run())).isZero();
        assertThat(Json.read(merged.resolve("jmh.json")).size())
                .isEqualTo(Json.read(finished().get(0).resolve("jmh.json")).size());
        for (String file : List.of("summary.csv", "measurements.csv", "cost-curve.csv", "teardown.hlog", "report.md",
                "correctness.csv")) {
            assertThat(merged.resolve(file)).isNotEmptyFile();
        }
        List<String> incomplete = new ArrayList<>(parts.subList(0, 3));
        incomplete.addAll(List.of("--out", folder.resolve("incomplete").toString()));
        assertThat(lab(incomplete)).isEqualTo(64);
        assertThat(err).contains("expected all 3 parts, found only [1, 2]");
        assertThat(folder.resolve("incomplete")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/3", "4/3", "1", "x/y", "1/99999"})
    void badShardsAreOneLine(String shard) {
        assertThat(lab(run("--shard", shard))).isEqualTo(64);
        assertThat(err).startsWith("lab: --shard: expected ");
        assertThat(err.lines()).hasSize(1);
    }
}
