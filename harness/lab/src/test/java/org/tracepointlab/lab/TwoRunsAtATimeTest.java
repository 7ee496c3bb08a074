package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.LockHolder;
import org.tracepointlab.gate.core.MachineLock;
import org.tracepointlab.gate.core.StubJmh;
import org.tracepointlab.lab.run.RunLock;

/** The second run at a time says so and stops; the lock goes with the process that holds it, and so do its forks. */
class TwoRunsAtATimeTest extends LabLine {

    @TempDir
    Path folder;

    @Test
    void theSecondStopsAndNothingIsMixed() throws Exception {
        Path results = folder.resolve("results");
        TinyRun tiny = new TinyRun(results, LabStub.jar(folder));
        Path hold = Files.createFile(folder.resolve("hold"));
        Path started = folder.resolve("hold.pid");
        ProcessBuilder builder = new ProcessBuilder(TinyRun.java(List.of(), Lab.class, tiny.args()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile());
        builder.environment().put(StubJmh.HOLD, hold.toString());
        Process first = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!(Files.exists(started) && Files.readString(started).endsWith("\n")) && first.isAlive()
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(started).as(Files.readString(folder.resolve("child.log"))).exists();

        Path unfinished = tiny.runs(".unfinished").get(0);
        for (List<String> args : List.of(tiny.args(), tiny.args("--resume"),
                tiny.args("--resume", unfinished.toString()),
                new TinyRun(folder.resolve("elsewhere"), folder.resolve("stub jar.jar"))
                .args("--resume", unfinished.toString()))) {
            assertThat(lab(args)).isEqualTo(75);
            assertThat(err).startsWith("lab: expected to be the only lab run in " + results
                    + ", found another, process " + first.pid())
                    .contains("wait for its end, stop it", "lock: " + results.resolve(RunLock.FILE));
            assertThat(err.lines()).hasSize(1);
        }
        assertThat(tiny.runs("")).containsExactly(unfinished);

        // Killed, and its fork lives on.
        long fork = Long.parseLong(Files.readString(started).strip());
        first.destroyForcibly().waitFor();
        assertThat(ProcessHandle.of(fork)).isPresent();
        assertThat(lab(tiny.args("--resume"))).as(() -> err).isZero();
        if (Files.exists(Path.of("/proc/self/environ"))) {
            assertThat(out).contains("going on with ", "ended 1 process that it had left running");
            assertThat(ProcessHandle.of(fork).filter(p -> p.info().command().isPresent())).isEmpty();
        }
        Files.deleteIfExists(hold);
        assertThat(lab("verify-run", tiny.finished().toString())).isZero();
    }

    /** A gate or another folder's run measures: a run with --no-wait gives up, and can be taken up later. */
    @Test
    void whatElseMeasuresIsNotDisturbed() throws Exception {
        TinyRun tiny = new TinyRun(folder.resolve("results"), LabStub.jar(folder));
        Process other = LockHolder.start(MachineLock.file(), "jmh-gate gate");
        assertThat(lab(tiny.args("--no-wait"))).isEqualTo(75);
        assertThat(err).contains("process " + other.pid() + " (jmh-gate gate)");
        LockHolder.end(other);
        assertThat(lab(tiny.args("--resume", "--no-wait"))).as(() -> err).isZero();
    }

    /** A run of which half the ticks were late says so last, and is an error to those alone who want that. */
    @Test
    void anInvalidRunSaysWhatToDo() throws Exception {
        TinyRun tiny = new TinyRun(folder.resolve("results"), LabStub.jar(folder));
        for (boolean strict : new boolean[] {false, true}) {
            Path log = folder.resolve("child.log");
            ProcessBuilder builder = new ProcessBuilder(TinyRun.java(List.of(), Lab.class,
                    strict ? tiny.args("--strict") : tiny.args())).redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put(StubJmh.LATE, "yes");
            assertThat(builder.start().waitFor()).as(Files.readString(log)).isEqualTo(strict ? 3 : 0);
            List<String> lines = Files.readAllLines(log);
            assertThat(lines.get(lines.size() - 1)).startsWith("lab: INVALID run, do not trust its times: ")
                    .contains("run again");
        }
    }

    @Test
    void oneAfterTheOtherIsNoMatterAndNeitherIsAnOldFile() throws IOException {
        Files.writeString(folder.resolve(RunLock.FILE), "12345 or anything");
        try (RunLock lock = RunLock.take(folder)) {
            assertThat(lock).isNotNull();
            assertThat(folder.resolve(RunLock.FILE)).hasContent("" + ProcessHandle.current().pid());
        }
        RunLock.take(folder).close();
    }
}
