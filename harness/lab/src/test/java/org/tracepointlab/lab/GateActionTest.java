package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script of the action for any project's JMH jar, over a stub of the gate. */
class GateActionTest {

    private static final Path SCRIPT =
            Path.of("..", "..", "scripts", "ci-examples", "github-jmh-gate", "gate.sh").toAbsolutePath().normalize();

    @TempDir
    Path folder;
    private String said;

    /** A checkout with a commit on main and one on a branch; a java that says what it was called with. */
    @BeforeEach
    void checkout() throws Exception {
        program("java", "echo \"java $*\"; [ -z \"$STUB_SUMMARY\" ] || { mkdir -p jmh-gate-out; "
                + "echo \"$STUB_SUMMARY\" > jmh-gate-out/summary.md; }; exit $STUB_CODE");
        program("build", "echo \"built $*\"");
        assertThat(bash(Map.of(), "git init -q -b main . && git config user.name t"
                + " && git config user.email t@example.org"
                + " && git commit -q --allow-empty -m one && git update-ref refs/remotes/origin/main HEAD"
                + " && git commit -q --allow-empty -m two")).as(() -> said).isZero();
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int bash(Map<String, String> environment, String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        said = new String(process.getInputStream().readAllBytes());
        return process.waitFor();
    }

    private int step(String code, String... more) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("GATE_JAR", "gate.jar", "GATE_INCLUDE", "",
                "GATE_BUILD", "build all of it", "GATE_PRODUCT", "target/b.jar", "GATE_BASELINE", "", "GATE_BASE_REF",
                "main", "GATE_MARGIN", "5%", "GATE_MAX_TIME", "9m", "GATE_STRICT", "false", "GATE_PULL_REQUEST", "7"));
        environment.putAll(Map.of("STUB_CODE", code, "STUB_SUMMARY", "a summary", "GITHUB_OUTPUT",
                folder.resolve("output").toString(), "GITHUB_STEP_SUMMARY", folder.resolve("page.md").toString()));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return bash(environment, "bash '" + SCRIPT + "'");
    }

    @ParameterizedTest
    @CsvSource({"0, PASS, 0", "1, FAIL, 1", "2, INCONCLUSIVE, 0", "3, INVALID, 3", "70, INVALID, 70"})
    void theVerdictIsTheJobs(String code, String verdict, int ends) throws Exception {
        assertThat(step(code)).as(() -> said).isEqualTo(ends);
        assertThat(folder.resolve("output")).hasContent("verdict=" + verdict);
        assertThat(folder.resolve("page.md")).hasContent("a summary");
        assertThat(folder.resolve("jmh-gate-out/pull-request")).hasContent("7");
    }

    @Test
    void theBaselineIsWhereTheBranchBegan() throws Exception {
        step("0", "GATE_INCLUDE", "My.*Bench mark");
        List<String> lines = said.lines().toList();
        assertThat(lines.get(0)).isEqualTo("built all of it");
        bash(Map.of(), "git rev-parse origin/main");
        assertThat(lines.get(1)).isEqualTo("java -jar gate.jar gate --baseline " + said.strip()
                + " --candidate-jar target/b.jar --build build all of it --product target/b.jar --margin 5%"
                + " --max-time 9m --out jmh-gate-out --include My.*Bench mark");
    }

    @Test
    void strictlyInconclusiveFails() throws Exception {
        assertThat(step("2", "GATE_STRICT", "true")).isEqualTo(2);
        assertThat(said).contains("::warning::jmh-gate is INCONCLUSIVE");
    }

    @Test
    void thePageSaysSomethingWithoutASummaryToo() throws Exception {
        assertThat(step("65", "STUB_SUMMARY", "")).isEqualTo(65);
        assertThat(folder.resolve("page.md")).hasContent("jmh-gate: INVALID; there is no summary, see the job's log");
    }

    @Test
    void whatCannotBeComparedIsSaid() throws Exception {
        assertThat(step("0", "GATE_BASE_REF", "")).isEqualTo(64);
        assertThat(said).contains("::error::jmh-gate: expected a pull request, or the input baseline");
        assertThat(step("0", "GATE_BASE_REF", "none")).isEqualTo(65);
        assertThat(said).contains("fetch-depth: 0");
        assertThat(step("0", "GATE_BASE_REF", "", "GATE_BASELINE", "v1")).isZero();
        assertThat(said).contains("--baseline v1");
    }
}
