package org.tracepointlab.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.StubJmh;

/** What a gate does behind a FAIL, and what it does not, over a stub that is never really recorded. */
@Timeout(120)
class CauseTest {

    private static final List<String> SLOWER = List.of("--baseline-param", "behaviour=ok", "--candidate-param",
            "behaviour=more", "--work-only", "--include", "Sample.other", "--param", "implementation=original");

    @TempDir
    Path folder;
    private Path jar;
    private String out;
    private String err;

    @BeforeEach
    void makeJar() throws IOException {
        jar = StubJmh.jar(folder);
    }

    private int run(List<String> args) {
        StringWriter said = new StringWriter();
        StringWriter complained = new StringWriter();
        int code = JmhGate.execute(folder, new PrintWriter(said), new PrintWriter(complained),
                args.toArray(String[]::new));
        out = said.toString();
        err = complained.toString();
        return code;
    }

    private int gate(String name, List<String> args, String... more) {
        List<String> all = new ArrayList<>(List.of("gate", "--candidate-jar", jar.toString(), "--out",
                folder.resolve(name).toString()));
        all.addAll(args);
        all.addAll(List.of(more));
        return run(all);
    }

    private Path in(String gate, String file) {
        return folder.resolve(gate).resolve(file);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFailIsExplainedByWhatIsCountedAlreadyAndSaysWhatIsMissing() throws IOException {
        assertThat(gate("g", SLOWER)).as(() -> err).isEqualTo(1);

        assertThat(out).contains("cause: Sample.other[implementation=original,size=10]: most likely: a.A.more (+50.0 "
                + "bytecodes (none before))");
        assertThat(Files.readString(in("g", "cause.md"))).contains("`a.A.more`", "No recording of the baseline can be "
                + "read: found no recording at ");
        JsonNode cause = Json.read(in("g", "cause.json")).path("benchmarks");
        assertThat(cause).hasSize(1);
        assertThat(cause.path(0).path("suspects").path(0).path("method").asText()).isEqualTo("a.A.more");
        assertThat(names(in("g", "cause"))).as("what the gate has counted is not counted again")
                .containsExactly("recorded-1-baseline");
    }

    @Test
    void onlyAFailIsExplainedAndOnlyIfItIsToBe() {
        assertThat(gate("off", SLOWER, "--no-cause")).isEqualTo(1);
        assertThat(in("off", "cause.md")).doesNotExist();
        assertThat(in("off", "cause")).doesNotExist();
        List<String> same = new ArrayList<>(SLOWER);
        same.set(3, "behaviour=ok");
        assertThat(gate("pass", same)).as(() -> err).isZero();
        assertThat(in("pass", "cause")).doesNotExist();
        assertThat(out).doesNotContain("cause:");
    }

    /** The recorded forks are there, and in no score, no count and no verdict. */
    @Test
    void recordedForksAreNotMeasuredOnes() throws IOException {
        List<String> timed = List.of("--baseline-param", "implementation=unconditional", "--candidate-param",
                "implementation=slow", "--include", "Sample.other", "--warmups", "0", "--iterations", "2",
                "--no-counts", "--seed", "7");
        assertThat(gate("g", timed)).as(() -> err).isEqualTo(1);

        assertThat(names(in("g", "cause"))).contains("recorded-1-baseline", "work-c001-1-candidate");
        assertThat(names(in("g", "forks"))).hasSize(18).allMatch(name -> name.startsWith("b0"));
        assertThat(Json.read(in("g", "baseline.json")).path(0).path("primaryMetric").path("rawData")).hasSize(6);
        assertThat(in("g", "cause/recorded-1-baseline/log.txt")).content().contains("RecordingProfiler");
        for (String fork : names(in("g", "forks"))) {
            assertThat(in("g", "forks").resolve(fork).resolve("log.txt")).content().contains("stub: ")
                    .doesNotContain("RecordingProfiler").doesNotContain("FlightRecorder");
        }
        JsonNode with = Json.read(in("g", "verdict.json"));
        Folders.delete(in("g", "cause"));
        assertThat(run(List.of("gate", "--resume", folder.resolve("g").toString(), "--no-cause"))).isEqualTo(1);
        JsonNode without = Json.read(in("g", "verdict.json"));
        assertThat(with.path("benchmarks")).isNotEmpty().isEqualTo(without.path("benchmarks"));
        assertThat(with.path("forks")).isNotEmpty().isEqualTo(without.path("forks"));
    }

    @Test
    void aRecordedForkThatFailsIsALineAndChangesNoVerdict() throws IOException {
        List<String> blind = new ArrayList<>(SLOWER);
        blind.set(1, "behaviour=blind");
        assertThat(gate("g", blind)).as(() -> err).isEqualTo(1);
        assertThat(out).contains("gate: FAIL", "most likely: a.A.more");
        assertThat(Files.readString(in("g", "cause.md"))).contains("No recording of the baseline: cell Sample.other",
                "the stub is not to be recorded");
        assertThat(Json.read(in("g", "verdict.json")).path("verdict").asText()).isEqualTo("FAIL");
    }

    /** SIGTERM in the middle of it. */
    @Test
    void aGateThatIsStoppedWhileItRecordsKeepsItsVerdict() throws Exception {
        Path gate = folder.resolve("stopped");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), JmhGate.class.getName(),
                "gate", "--candidate-jar", jar.toString(), "--baseline-param", "behaviour=stuck", "--candidate-param",
                "behaviour=more", "--work-only", "--include", "Sample.other", "--out", gate.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
        Path stuck = gate.resolve("cause/recorded-1-baseline/stuck");
        while (Files.notExists(stuck) && process.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(stuck).as(Files.readString(folder.resolve("said"))).exists();

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(128 + 15);
        assertThat(Json.read(gate.resolve("verdict.json")).path("verdict").asText()).isEqualTo("FAIL");
        assertThat(Files.readString(folder.resolve("said"))).contains("gate: FAIL");
        assertThat(gate.resolve("cause.md")).doesNotExist();
        assertThat(names(gate)).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void anOldGateIsExplainedWhereItsJarsAreStillThere() throws IOException {
        assertThat(gate("g", SLOWER, "--no-cause")).isEqualTo(1);
        assertThat(run(List.of("explain", folder.resolve("g").toString()))).as(() -> err).isZero();
        assertThat(out).contains("most likely: a.A.more", "cause: files in ");
        assertThat(in("g", "cause.md")).isNotEmptyFile();
        assertThat(run(List.of("explain", folder.resolve("g").toString()))).as("again").isZero();

        Files.write(jar, new byte[] {1});
        assertThat(run(List.of("explain", folder.resolve("g").toString()))).isEqualTo(65);
        assertThat(err).contains("expected the jar that the gate was begun with, found another one").hasLineCount(1);
    }

    @Test
    void bothSidesAreExplainedWithoutAGate() throws IOException {
        List<String> line = new ArrayList<>(List.of("explain", "--candidate-jar", jar.toString(), "--out",
                folder.resolve("e").toString(), "--most", "1", "-p", "size=10,20"));
        line.addAll(SLOWER.subList(0, 4));
        line.addAll(SLOWER.subList(5, 7));
        assertThat(run(line)).as(() -> err).isZero();
        assertThat(out).contains("most likely: a.A.more", "cause: left out: Sample.other[");
        assertThat(Files.readString(in("e", "cause.md"))).contains("Left out, although");
        assertThat(in("e", "verdict.json")).doesNotExist();
        assertThat(run(line)).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --out: expected a folder in which nothing was explained yet")
                .hasLineCount(1);
    }

    @Test
    void wrongUseIsOneLine() {
        assertThat(run(List.of("explain"))).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --include: expected").hasLineCount(1);
        assertThat(run(List.of("explain", "--include", "x"))).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --baseline: expected").hasLineCount(1);
        assertThat(run(List.of("explain", folder.resolve("none").toString()))).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: GATE_FOLDER: expected the folder of a gate").hasLineCount(1);
        assertThat(run(List.of("explain", "--include", "("))).isEqualTo(64);
        assertThat(run(List.of("explain", "--include", "x", "--most", "0"))).isEqualTo(64);
        assertThat(run(List.of("explain", "--candidate-jar", jar.toString(), "--baseline-jar", jar.toString(),
                "--include", "none", "--out", folder.resolve("e").toString()))).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --include: expected the name of a benchmark").hasLineCount(1);
    }
}
