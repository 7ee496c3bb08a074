package org.tracepointlab.lab.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate's process and what it started end with it, and with whoever runs it. */
class GateProcessTest {

    private static final long SECONDS = 60;
    /** Starts a child, says its number, and waits for it. */
    private static final String FOR_EVER = "sleep 600 & echo $! > child.tmp; mv child.tmp child; wait";

    @TempDir
    Path folder;

    private int run(String script, String... more) throws IOException {
        return new GateProcess(List.of("sh", "-c", script, "gate"), folder, folder.resolve("cache"), List.of(more))
                .run(folder.resolve("a.jar"), folder.resolve("b.jar"),
                folder.resolve("gates/one"), folder.resolve("log"));
    }

    @Test
    void optionsArriveAndTheExitCodeIsTheGates() throws IOException {
        assertThat(run("echo \"$@\"; exit 3", "--counts-only")).isEqualTo(3);
        assertThat(folder.resolve("log")).hasContent("--baseline-jar " + folder.resolve("a.jar") + " --candidate-jar "
                + folder.resolve("b.jar") + " --out " + folder.resolve("gates/one") + " --work-cache "
                + folder.resolve("cache") + " --counts-only");
    }

    private ProcessHandle child(Process runner) throws IOException {
        Path file = folder.resolve("child");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (Files.notExists(file) && System.nanoTime() < deadline && (runner == null || runner.isAlive())) {
            Thread.onSpinWait();
        }
        Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
        assertThat(child).as("the child runs").isPresent();
        return child.orElseThrow();
    }

    /** One that is dead and only waits to be reaped has no command line any more. */
    private static void ends(ProcessHandle child) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (runs(child) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(runs(child)).as("the child runs").isFalse();
    }

    private static boolean runs(ProcessHandle child) {
        return child.isAlive() && child.info().commandLine().isPresent();
    }

    @Test
    void whoIsInterruptedEndsIt() throws Exception {
        Throwable[] thrown = new Throwable[1];
        Thread runner = new Thread(() -> run(thrown), "runner");
        runner.start();
        ProcessHandle child = child(null);
        runner.interrupt();
        runner.join(TimeUnit.SECONDS.toMillis(SECONDS));
        assertThat(thrown[0]).isInstanceOf(IOException.class).hasMessage("interrupted");
        ends(child);
    }

    private void run(Throwable[] thrown) {
        try {
            run(FOR_EVER);
        } catch (IOException e) {
            thrown[0] = e;
        }
    }

    /** What has left the tree is found by its mark. */
    @Test
    void whatItLeavesBehindEnds() throws Exception {
        assertThat(run("(setsid sleep 600 & echo $! > child)")).isZero();
        long pid = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        assertThat(ProcessHandle.of(pid).filter(GateProcessTest::runs)).isEmpty();
    }

    /** Ctrl-C. */
    @Test
    void itEndsWithThisProcess() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), folder.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("main.log").toFile()).start();
        ProcessHandle child = child(process);
        process.destroy();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        ends(child);
    }

    @Test
    void aProgramThatIsNotThereIsSaid() {
        GateProcess none = new GateProcess(List.of(folder.resolve("none").toString()), folder, folder, List.of());
        assertThatThrownBy(() -> none.run(folder, folder, folder.resolve("gates/one"), folder.resolve("log")))
                .isInstanceOf(IOException.class).hasMessageContaining("none");
    }

    /** Runs a gate that takes for ever. */
    public static final class Main {

        private Main() {
        }

        /** Takes the folder. */
        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            new GateProcess(List.of("sh", "-c", FOR_EVER, "gate"), folder, folder, List.of()).run(folder, folder,
                    folder.resolve("gates/one"), folder.resolve("log"));
        }
    }
}
