package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds of another commit leave nothing behind, however they end. */
class RefBuildTest {

    private static final Path PRODUCT = Path.of("out", "product.jar");
    private static final List<String> COPY = List.of("sh", "-c", "mkdir out && cp source out/product.jar");

    @TempDir
    Path folder;
    private Path checkout;

    @BeforeEach
    void makeRepository() throws Exception {
        checkout = Files.createDirectory(folder.resolve("checkout with blank"));
        git("init", "-q", "-b", "main");
        for (String content : List.of("first", "second")) {
            Files.writeString(checkout.resolve("source"), content);
            git("add", "source");
            git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", content);
        }
    }

    private String git(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).directory(checkout.toFile()).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private RefBuild build(List<String> command) {
        return new RefBuild(checkout, command, PRODUCT);
    }

    private void nothingIsLeft() throws Exception {
        assertThat(git("worktree", "list").lines()).hasSize(1);
        assertThat(git("status", "--porcelain")).isEmpty();
    }

    @Test
    void theProductIsThatOfTheCommit() throws Exception {
        RefBuild build = build(COPY);
        Path target = folder.resolve("baseline.jar");
        build.build(build.commit("HEAD~1").orElseThrow(), target, folder.resolve("log"));
        assertThat(target).hasContent("first");
        nothingIsLeft();
    }

    @Test
    void theProductIsThatOfTheCommitWithThePatch() throws Exception {
        Path patch = Files.writeString(folder.resolve("a.patch"), "Title: words before it\n\n"
                + "diff --git a/source b/source\n--- a/source\n+++ b/source\n@@ -1 +1 @@\n-second\n"
                + "\\ No newline at end of file\n+patched\n\\ No newline at end of file\n");
        RefBuild build = build(COPY);
        Path target = folder.resolve("candidate.jar");
        build.build(build.commit("HEAD").orElseThrow(), patch, target, folder.resolve("log"));
        assertThat(target).hasContent("patched");
        nothingIsLeft();

        String first = build.commit("HEAD~1").orElseThrow();
        assertThatThrownBy(() -> build.build(first, patch, target, folder.resolve("log")))
                .isInstanceOf(IOException.class).hasMessageStartingWith("git apply " + patch + ": exit code 1, ");
        nothingIsLeft();
    }

    @Test
    void whatGitDoesNotKnowIsSaid() throws IOException {
        RefBuild build = build(COPY);
        assertThat(build.commit("HEAD~2")).isEmpty();
        assertThat(build.commit("--all")).isEmpty();
        assertThat(build.shallow()).isFalse();
    }

    /** A ref is one argument: no shell reads it, and git takes it for no option. */
    @ParameterizedTest
    @ValueSource(strings = {"HEAD; touch pwned", "$(touch pwned)", "`touch pwned`", "HEAD && touch pwned",
            "HEAD | tee pwned", "HEAD > pwned",
        "--exec=touch pwned", "-", "--output=pwned", "HEAD\ntouch pwned", "HEAD'\"", "*"})
    void whatAShellWouldObeyIsNoCommit(String ref) throws Exception {
        assertThat(build(COPY).commit(ref)).isEmpty();
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(f -> f.getFileName().toString().contains("pwned"))).isEmpty();
        }
        nothingIsLeft();
    }

    @Test
    void aBuildThatFailsLeavesNothing() throws Exception {
        Path target = folder.resolve("baseline.jar");
        for (List<String> command : List.of(List.of("sh", "-c", "echo sorry; exit 3"), List.of("true"))) {
            RefBuild build = build(command);
            String commit = build.commit("HEAD").orElseThrow();
            assertThatThrownBy(() -> build.build(commit, target, folder.resolve("log"))).isInstanceOf(IOException.class)
                    .hasMessageContaining(command.get(0).equals("true") ? "expected " + PRODUCT : "exit code 3")
                    .hasMessageContaining("log: " + folder.resolve("log"));
            assertThat(target).doesNotExist();
            nothingIsLeft();
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path left = Files.createDirectory(folder.resolve("jmhgate-baseline-" + gone.pid() + "-x"));
        git("worktree", "add", "-q", "--detach", left.resolve("tree").toString(), "HEAD");
        Path own = Files.createDirectory(folder.resolve("jmhgate-baseline-" + ProcessHandle.current().pid() + "-x"));
        git("worktree", "add", "-q", "--detach", own.resolve("tree").toString(), "HEAD");
        build(COPY).removeLeftovers();
        assertThat(left).doesNotExist();
        assertThat(own.resolve("tree")).as("of a process that lives").exists();
    }

    /** Ctrl-C while the build runs. */
    @Test
    void aBuildThatIsStoppedLeavesNothing() throws Exception {
        Path started = folder.resolve("started");
        Process process = building(started);
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        nothingRuns(started);
    }

    /** As by SIGKILL, after which a process can do nothing more itself. */
    @Test
    void aBuildThatIsKilledLeavesNothing() throws Exception {
        Path started = folder.resolve("started");
        Process process = building(started);
        List<ProcessHandle> all = process.descendants().toList();
        assertThat(all).hasSizeGreaterThan(1);
        process.destroyForcibly().waitFor();
        for (ProcessHandle each : all) {
            each.onExit().get(60, TimeUnit.SECONDS);
        }
        nothingRuns(started);
    }

    private void nothingRuns(Path started) throws Exception {
        nothingIsLeft();
        assertThat(ProcessHandle.allProcesses().filter(
                p -> p.info().commandLine().orElse("").contains(started.toString())))
                .isEmpty();
    }

    /** Another process, while it builds. */
    private Process building(Path started) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), checkout.toString(), started.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("child.log").toFile()).start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Files.notExists(started) && process.isAlive() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(started).as(Files.readString(folder.resolve("child.log"))).exists();
        assertThat(git("worktree", "list").lines()).hasSize(2);
        return process;
    }

    /** Builds HEAD with something that takes for ever. */
    public static final class Main {

        private Main() {
        }

        /** Takes the checkout, and a file that says that the build has begun. */
        public static void main(String[] args) throws IOException {
            RefBuild build = new RefBuild(Path.of(args[0]), List.of("sh", "-c", "touch '" + args[1] + "'; sleep 600"),
                    PRODUCT);
            build.build(build.commit("HEAD").orElseThrow(), Path.of(args[1] + ".jar"), Path.of(args[1] + ".log"));
        }
    }
}
