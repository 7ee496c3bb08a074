package org.tracepointlab.harness.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs forks of a stub that takes JMH's command line: good ones, and each kind of bad one. */
class PlanRunnerTest {

    @TempDir
    Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private ForkRunner forks;

    @BeforeEach
    void makeJar() throws IOException {
        forks = new ForkRunner(Jdk.current(), StubJmh.jar(folder), "lab.artifacts");
    }

    private static Cell cell(String behaviour, int n, int forks, Duration timeout) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("implementation", "unconditional");
        params.put("tracepoints", "" + n);
        params.put("behaviour", behaviour);
        return new Cell("org.example.Sample.disableAll", params, Iterations.singleShot(0, 3), forks, 1, timeout);
    }

    private ArrayNode run(RunFolder run, Cell... cells) {
        Plan plan = new Plan("test", List.of(cells));
        List<Schedule.Slot> schedule = Schedule.of(plan, 1);
        Eta eta = new Eta(plan, schedule);
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new PlanRunner(plan, schedule, forks).run(run, new Progress(out, false, plan.forks(), eta), eta);
    }

    private RunFolder newRun() throws IOException {
        return RunFolder.create(folder.resolve("results with blank"), "test", Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void forksAreMergedAndArtifactsKept() throws IOException {
        RunFolder run = newRun();
        ArrayNode results = run(run, cell("ok", 10, 2, Duration.ofSeconds(60)), cell("ok", 20, 1, Duration.ofSeconds(60)));

        List<Measurement> all = Measurement.all(results);
        assertThat(all).hasSize(9);
        assertThat(all).extracting(Measurement::fork).containsExactly(1, 1, 1, 2, 2, 2, 1, 1, 1);
        assertThat(results.get(0).path("forks").asInt()).isEqualTo(2);
        assertThat(results.get(0).path("secondaryMetrics").path("gracePeriodWaits").path("score").asDouble())
                .isEqualTo(60);
        Path hlog = run.building().resolve("teardown.hlog");
        assertThat(HlogMerge.merge(List.of(new HlogMerge.Source(run.building(), 1, "")), hlog)).isZero();
        assertThat(hlog).doesNotExist();
        assertThat(HlogMerge.merge(List.of(new HlogMerge.Source(run.building().resolve("forks"), 0, "-x")), hlog))
                .isEqualTo(3);
        assertThat(HlogMerge.read(hlog)).hasSize(3).allSatisfy(h -> {
            assertThat(h.getTag()).startsWith("unconditional-").endsWith("-x");
            assertThat(h.getStartTimeStamp()).isBetween(System.currentTimeMillis() - 120_000, System.currentTimeMillis());
            assertThat(h.getEndTimeStamp() - h.getStartTimeStamp()).isBetween(0L, 2L);
            assertThat(h.getMaxValueAsDouble()).isBetween(100_000.0, 100_200.0);
        });
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("[1/3]").contains("[3/3] measured in");
    }

    @Test
    void aCrashIsOneLineThatNamesTheCellAndTheLog() throws IOException {
        RunFolder run = newRun();
        assertThatThrownBy(() -> run(run, cell("crash", 10, 1, Duration.ofSeconds(60))))
                .isInstanceOf(ForkFailedException.class)
                .hasMessageContaining("Sample.disableAll[implementation=unconditional,tracepoints=10")
                .hasMessageContaining("exit code 3 (java.lang.IllegalStateException: the stub crashes)")
                .hasMessageContaining("log.txt")
                .hasMessageNotContaining("\n");
        assertThat(run.finished()).doesNotExist();
    }

    @Test
    void aHangIsKilledWithAllThatItStarted() throws IOException {
        RunFolder run = newRun();
        Cell cell = cell("hang", 10, 1, Duration.ofSeconds(3));
        assertThatThrownBy(() -> run(run, cell)).hasMessageContaining("no end after 3 s");
        Path pid = run.forkFolder(new Schedule.Slot(0, 0), cell).resolve("child.pid");
        long child = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive).filter(PlanRunnerTest::isNoZombie)).isEmpty();
    }

    private static boolean isNoZombie(ProcessHandle process) {
        // Killed, but not yet reaped where nobody adopts orphans: it has no command line any more.
        return process.info().command().isPresent();
    }

    @Test
    void resultsThatCannotBeTrustedAreRefused() throws IOException {
        Duration enough = Duration.ofSeconds(60);
        RunFolder run = newRun();
        assertThatThrownBy(() -> run(run, cell("garbage", 1, 1, enough))).hasMessageContaining("expected JSON");
        assertThatThrownBy(() -> run(newRun(), cell("silent", 1, 1, enough))).hasMessageContaining("no such file");
        assertThatThrownBy(() -> run(newRun(), cell("deaf", 1, 1, enough)))
                .hasMessageContaining("expected parameter implementation=unconditional, found none");
        Path fork = run.forkFolder(new Schedule.Slot(0, 0), cell("garbage", 1, 1, enough));
        assertThat(fork.resolve(ForkRunner.RESULT)).doesNotExist();
    }

    @Test
    void latestChangesOnlyWhenARunIsFinished() throws IOException {
        RunFolder first = newRun();
        assertThatThrownBy(() -> Latest.resolve(folder.resolve("results with blank"))).hasMessageContaining("lab run");
        first.finish();
        RunFolder second = newRun();
        assertThat(second.id()).isEqualTo("20260102-030405-test-2");
        assertThat(Latest.resolve(folder.resolve("results with blank")).getFileName()).hasToString(first.id());
        assertThat(second.finish()).isDirectory();
        assertThat(Latest.resolve(folder.resolve("results with blank")).getFileName()).hasToString(second.id());
        assertThat(Files.readSymbolicLink(folder.resolve("results with blank/latest")))
                .isEqualTo(Path.of("runs", second.id()));
    }

    @Test
    void latestMayBeATextFile() throws IOException {
        RunFolder run = newRun();
        run.finish();
        Path latest = folder.resolve("results with blank/latest");
        Files.delete(latest);
        Files.writeString(latest, "runs/" + run.id() + "\n");
        assertThat(Latest.resolve(folder.resolve("results with blank")).getFileName()).hasToString(run.id());
    }

    @Test
    void aFileThatFailsToBeWrittenLeavesTheOldOne() throws IOException {
        Path file = folder.resolve("file");
        AtomicFiles.write(file, "old");
        assertThatThrownBy(() -> AtomicFiles.fill(file, beside -> {
            Files.writeString(beside, "half");
            throw new IOException("disk full");
        })).hasMessage("disk full");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
        }
    }
}
