package org.tracepointlab.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.LockHolder;
import org.tracepointlab.gate.core.MachineLock;
import org.tracepointlab.gate.core.StubJmh;

/** The command line in a folder that is no checkout of this project, with a jar that is none of its own. */
@Timeout(120)
class JmhGateTest {

    @TempDir
    Path folder;
    private Path jar;
    private String out;
    private String err;

    @BeforeEach
    void makeJar() throws IOException {
        jar = StubJmh.jar(folder);
    }

    private int run(String... args) {
        StringWriter said = new StringWriter();
        StringWriter complained = new StringWriter();
        int code = JmhGate.execute(folder, new PrintWriter(said), new PrintWriter(complained), args);
        out = said.toString();
        err = complained.toString();
        return code;
    }

    private int gate(String candidate) {
        return run("gate", "--candidate-jar", jar.toString(), "--baseline-param", "implementation=unconditional",
                "--candidate-param", "implementation=" + candidate, "--include", "Sample.other", "--warmups", "0",
                "--iterations",
                "2", "--no-counts", "--seed", "7", "--out", folder.resolve(candidate).toString());
    }

    @Test
    void aSlowerCandidateFailsAndTheSameOnePasses() {
        assertThat(gate("slow")).as(() -> err).isEqualTo(1);
        assertThat(out).contains("gate: FAIL");
        assertThat(folder.resolve("slow/verdict.json")).isNotEmptyFile();
        assertThat(gate("unconditional")).as(() -> err).isZero();
        assertThat(out).contains("gate: PASS");
    }

    /** SIGTERM, while a fork runs that would not end by itself: it ends, and so does the gate, with what it knew. */
    @Test
    void oneThatIsTerminatedLeavesItsVerdictSoFar() throws Exception {
        Path gate = folder.resolve("stopped");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), JmhGate.class.getName(),
                "gate", "--candidate-jar", jar.toString(), "--baseline-param", "implementation=a", "--candidate-param",
                "implementation=b", "--param", "behaviour=hang", "--include", "Sample.other", "--out", gate.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
        Path child = null;
        while (child == null && process.isAlive()) {
            child = childOfAFork(gate.resolve("forks"));
        }
        assertThat(child).as(Files.readString(folder.resolve("said"))).isNotNull();
        ProcessHandle left = ProcessHandle.of(Long.parseLong(Files.readString(child))).orElseThrow();

        process.destroy();

        assertThat(process.waitFor()).as(Files.readString(folder.resolve("said"))).isEqualTo(128 + 15);
        assertThat(Files.readString(gate.resolve("verdict.json"))).contains("\"INCONCLUSIVE\"",
                "the gate was stopped after 0 blocks");
        assertThat(Files.readString(folder.resolve("said"))).contains("gate: INCONCLUSIVE");
        left.onExit().get();
    }

    private static Path childOfAFork(Path forks) throws IOException {
        if (Files.notExists(forks)) {
            return null;
        }
        try (Stream<Path> all = Files.list(forks)) {
            return all.map(fork -> fork.resolve("child.pid")).filter(file -> file.toFile().length() > 0).findFirst()
                    .orElse(null);
        }
    }

    /** Each has a folder of its own, however fast they follow each other. */
    @Test
    void twoGatesInOneSecondHaveFoldersOfTheirOwn() throws IOException {
        Path first = Folders.fresh(folder.resolve("gates"), "20260102-030405");
        Path second = Folders.fresh(folder.resolve("gates"), "20260102-030405");
        assertThat(second).isNotEqualTo(first).isDirectory().hasFileName("20260102-030405-2");
    }

    @Test
    void whoDoesNotWaitEndsWithCode75() throws IOException {
        Process other = LockHolder.start(MachineLock.file(), "jmh-gate calibrate");
        assertThat(run("calibrate", "--benchmarks-jar", jar.toString(), "--include", "Sample.other", "--blocks", "2",
                "--out", folder.resolve("x").toString(), "--no-wait")).isEqualTo(75);
        assertThat(err).startsWith("jmh-gate: expected to measure alone on this machine, found process " + other.pid()
                + " (jmh-gate calibrate)").hasLineCount(1);
        LockHolder.end(other);
    }

    @Test
    void theTableOfRatesGoesWhereItIsTold() throws IOException {
        Path table = folder.resolve("table");
        assertThat(run("calibrate", "--simulate", "--comparisons", "20", "--out", table.toString())).as(() -> err)
                .isZero();
        assertThat(Files.readString(table.resolve("gate-calibration.md")))
                .contains("    jmh-gate calibrate --simulate");
    }

    @Test
    void helpSpeaksOfThisProgramAndItsDefaults() {
        assertThat(run("gate", "--help")).isZero();
        assertThat(out).contains("jmh-gate gate --baseline", "target/benchmarks.jar", "gate.json of the checkout")
                .doesNotContain("${", "%%").doesNotContainIgnoringCase(" lab");
        assertThat(run("calibrate", "--help")).isZero();
        assertThat(out).contains("jmh-gate calibrate --change 5%").doesNotContain("${");
    }

    @Test
    void wrongUseIsOneLineAndExitCode64() {
        assertThat(run("gate")).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --baseline: expected a commit").hasLineCount(1);
        assertThat(run("gate", "--baseline-jar", jar.toString())).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --candidate-jar: expected a JMH jar, found none at ").hasLineCount(1);
        assertThat(run("calibrate", "--recorded", "none.csv")).isEqualTo(64);
        assertThat(err).isEqualToNormalizingNewlines(
                "jmh-gate: --recorded: expected --simulate beside it, found none\n");
        assertThat(run("calibrate", "--simulate", "--recorded", folder.resolve("none.csv").toString())).isEqualTo(64);
        assertThat(run("nothing")).isEqualTo(64);
        assertThat(err).contains("(see: jmh-gate --help)");
        assertThat(run()).isEqualTo(64);
        assertThat(err).startsWith("Usage: jmh-gate");
    }
}
