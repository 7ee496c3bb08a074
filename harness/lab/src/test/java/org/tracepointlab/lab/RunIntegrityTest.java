package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.run.Latest;

/** {@code lab verify-run}, and what other commands make of a run that is not what it was. */
class RunIntegrityTest extends LabLine {

    @TempDir
    static Path made;
    private static Path original;

    @TempDir
    Path folder;
    private Path run;

    @BeforeAll
    static void measure() throws IOException {
        LabLine line = new LabLine() { };
        TinyRun tiny = new TinyRun(made.resolve("results"), LabStub.jar(made));
        assertThat(line.lab(tiny.args("--shard", "1/1"))).as(() -> line.err).isZero();
        original = Latest.resolve(made.resolve("results"));
    }

    @BeforeEach
    void copy() throws IOException {
        run = folder.resolve("run");
        try (var all = Files.walk(original)) {
            for (Path file : all.toList()) {
                Files.copy(file, run.resolve(original.relativize(file).toString()));
            }
        }
    }

    private int verify(String... more) {
        return more.length == 0 ? lab("verify-run", run.toString()) : lab("verify-run", run.toString(), more[0]);
    }

    private void spoil(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(run.resolve(file));
        bytes[bytes.length / 2] ^= 1;
        Files.write(run.resolve(file), bytes);
    }

    @Test
    void aRunIsWholeAndStaysSoWhenItsReportIsDrawn() throws IOException {
        assertThat(verify()).as(() -> out + err).isZero();
        assertThat(out).contains("run:     " + run, "all as recorded");
        long files = Json.read(run.resolve("manifest.json")).path("files").size();
        assertThat(lab("report", run.toString())).isZero();
        assertThat(verify("--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out);
        assertThat(json.path("verdict").asText()).isEqualTo("WHOLE");
        assertThat(json.path("files").asLong()).as("report and charts too").isGreaterThan(files + 2);
        assertThat(json.path("findings")).isEmpty();
        assertThat(lab("plot", run.resolve("cost-curve.csv").toString())).isZero();
        assertThat(verify()).isZero();
    }

    @Test
    void eachKindOfDamageIsOneLine() throws IOException {
        spoil("jmh.json");
        Files.delete(run.resolve("summary.csv"));
        Files.writeString(run.resolve("notes\u001b[31m.txt"), "x");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.lines()).hasSize(5);
        assertThat(out).contains("changed  jmh.json: expected ", "missing  summary.csv: expected ",
                "extra    notes?[31m.txt: expected nothing, "
                + "found 1 bytes", "3 not as recorded").doesNotContain("\u001b");
        assertThat(verify("--json")).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(out).path("findings")).extracting(f -> f.path("kind").asText())
                .containsExactlyInAnyOrder("changed", "missing", "extra");
    }

    /** A report that was killed left a file beside the place of another; the next one removes it. */
    @Test
    void whatAKilledReportLeftIsExplainedAndRemoved() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path left = Files.writeString(run.resolve(".report.md." + gone.pid() + ".tmp"), "half");
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Path living = Files.writeString(run.resolve(".report.md." + parent + ".tmp"), "half");
        assertThat(verify()).isEqualTo(1);
        assertThat(out).contains("hint:    files whose names end in .tmp", "lab report removes them");
        assertThat(lab("report", run.toString())).isZero();
        assertThat(left).doesNotExist();
        assertThat(living).as("of a process that lives").exists();
        Files.delete(living);
        assertThat(verify()).isZero();
    }

    @Test
    void withoutAManifestNothingIsSaidOfTheFiles() throws IOException {
        Path manifest = run.resolve("manifest.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.substring(0, text.length() / 2));
        assertThat(verify()).isEqualTo(2);
        assertThat(err).startsWith("lab: " + manifest + ": expected JSON");
        assertThat(err.lines()).hasSize(1);
        Files.delete(manifest);
        assertThat(verify("--json")).isEqualTo(2);
        assertThat(err).contains("expected manifest.json, found none");
        assertThat(new ObjectMapper().readTree(out).path("verdict").asText()).isEqualTo("UNKNOWN");
        assertThat(lab("verify-run", folder.resolve("nowhere").toString())).isEqualTo(64);
        assertThat(lab("verify-run", "--results", folder.toString())).isEqualTo(64);
        assertThat(err).contains("no finished run yet");
    }

    /** Figures are not made from a file that is not what the run wrote, and no report makes it right. */
    @Test
    void aDamagedRunIsNotBelieved() throws IOException {
        spoil("measurements.csv");
        for (String command : List.of("report", "show")) {
            assertThat(lab(command, run.toString())).as(command).isEqualTo(65);
            assertThat(err).startsWith("lab: " + run + ": measurements.csv: expected ")
                    .contains("lab verify-run lists all");
            assertThat(err.lines()).hasSize(1);
        }
        assertThat(verify()).isEqualTo(1);
        Files.delete(run.resolve("manifest.json"));
        assertThat(lab("show", run.toString())).as("a run from before there were manifests").isZero();
    }

    /** What is beside the place of a merged run is not the merge's to delete. */
    @Test
    void aMergeDeletesNothingThatItDidNotMake() throws IOException {
        Path merged = folder.resolve("other");
        Path beside = Files.createDirectory(folder.resolve("other.unfinished"));
        Path mine = Files.writeString(beside.resolve("mine.txt"), "precious");
        assertThat(lab("merge", run.toString(), "--out", merged.toString())).isEqualTo(64);
        assertThat(err).startsWith("lab: --out: expected no other.unfinished beside it, found " + beside)
                .hasLineCount(1);
        assertThat(mine).hasContent("precious");
        assertThat(merged).doesNotExist();
    }

    /** A merged run is made of whole parts alone, reads no file outside of them, and writes none outside of itself. */
    @Test
    void aMergedRunStaysInItsFolder() throws IOException {
        Path merged = folder.resolve("merged");
        assertThat(lab("merge", run.toString(), "--out", merged.toString())).as(() -> err).isZero();
        assertThat(lab("verify-run", merged.toString())).isZero();
        Folders.delete(merged);

        Path secret = Files.copy(run.resolve("jmh.json"), folder.resolve("secret.json"));
        Files.delete(run.resolve("jmh.json"));
        Files.createSymbolicLink(run.resolve("jmh.json"), secret);
        refused(merged, "jmh.json: expected ", "found a symbolic link");
        Files.delete(run.resolve("jmh.json"));
        Files.copy(secret, run.resolve("jmh.json"));

        Path manifest = run.resolve("manifest.json");
        String text = Files.readString(manifest);
        for (String name : List.of("../secret.json", secret.toString())) {
            Files.writeString(manifest, text.replaceFirst("correctness.csv", name));
            refused(merged, name + ": expected ", "a name that leads out of the folder");
        }
        Files.delete(manifest);
        refused(merged, "expected manifest.json, found none", "lab run --resume");
    }

    private void refused(Path merged, String... words) throws IOException {
        assertThat(lab("merge", run.toString(), "--out", merged.toString())).isEqualTo(65);
        assertThat(err).contains(words);
        assertThat(err.lines()).hasSize(1);
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).doesNotContain("merged", "merged.unfinished");
        }
    }
}
