package org.tracepointlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.lab.LabStub;

/** Runs forks of a stub that takes JMH's command line: good ones, and each kind of bad one. */
class PlanRunnerTest {

    @TempDir
    Path folder;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private ForkRunner forks;

    @BeforeEach
    void makeJar() throws IOException {
        forks = new ForkRunner(Jdk.current(), LabStub.jar(folder), "lab.artifacts");
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
        return new PlanRunner(plan, schedule, forks, Waiting.patiently("test", System.out))
                .run(run, new Progress(out, false, plan.forks(), eta), eta);
    }

    private RunFolder newRun() throws IOException {
        return RunFolder.create(folder.resolve("results with blank"), "test", Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void forksAreMergedAndArtifactsKept() throws IOException {
        RunFolder run = newRun();
        ArrayNode results = run(run, cell("ok", 10, 2, Duration.ofSeconds(60)),
                cell("ok", 20, 1, Duration.ofSeconds(60)));

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
            assertThat(h.getStartTimeStamp()).isBetween(System.currentTimeMillis() - 120_000,
                    System.currentTimeMillis());
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"killed|exit code 137 (the last words)",
        "heap|exit code 1 (Exception in thread \"main\" java.lang.OutOfMemoryError",
        "noise|exit code 4 (?]0;owned??[2J error ? of the"})
    void howeverAForkEndsItIsOneLine(String behaviour, String reason) throws IOException {
        RunFolder run = newRun();
        assertThatThrownBy(() -> run(run, cell(behaviour, 10, 1, Duration.ofSeconds(60))))
                .isInstanceOf(ForkFailedException.class).hasMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}"));
        assertThat(run.finished()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "leave"})
    void aHangIsKilledWithAllThatItStarted(String behaviour) throws IOException {
        assumeTrue(behaviour.equals("hang") || Files.exists(Path.of("/proc/self/environ")),
                "SKIPPED: what has left the tree is found on Linux alone");
        RunFolder run = newRun();
        Cell cell = cell(behaviour, 10, 1, Duration.ofSeconds(3));
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
        assertThat(fork.resolve("result.json")).doesNotExist();
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

    /** Names are labels: of two runs the one that finished last is the latest, whatever the clock said. */
    @Test
    void aClockThatStepsBackChangesNothing() throws IOException {
        Path results = folder.resolve("results with blank");
        RunFolder early = newRun();
        early.finish();
        RunFolder back = RunFolder.create(results, "test", Instant.parse("2020-01-01T00:00:00Z"));
        back.finish();
        assertThat(Latest.resolve(results).getFileName()).hasToString("20200101-000000-test");
        long[][] stamps = {{5_000, 1_000}, {2_000_000_000_000L, 2_000_000_001_000L}, {1_000, 1_500}};
        Path logs = Files.createDirectory(folder.resolve("logs"));
        for (int i = 0; i < stamps.length; i++) {
            Histogram histogram = new Histogram(3);
            histogram.recordValue(i + 1L);
            histogram.setStartTimeStamp(stamps[i][0]);
            histogram.setEndTimeStamp(stamps[i][1]);
            HistogramLogWriter writer = new HistogramLogWriter(logs.resolve(i + ".hlog").toFile());
            writer.outputStartTime(stamps[i][0]);
            writer.outputIntervalHistogram(histogram);
            writer.close();
        }
        Path merged = folder.resolve("back.hlog");
        assertThat(HlogMerge.merge(List.of(new HlogMerge.Source(logs, 0, "")), merged)).isEqualTo(3);
        assertThat(HlogMerge.read(merged)).extracting(h -> h.getMaxValueAsDouble())
                .containsExactlyInAnyOrder(1.0, 2.0, 3.0);
    }

    @Test
    void aLineOfALogHasALength() throws IOException {
        Path log = Files.writeString(folder.resolve("long.hlog"), "#\n0,1,1," + "A".repeat(1 << 22) + "\n");
        assertThatThrownBy(() -> HlogMerge.read(log))
                .hasMessage(log + ", line 2, column 4194304: expected the end of the line, found "
                + "4194310 characters");
    }

    @Test
    void latestMayBeATextFile() throws IOException {
        RunFolder run = newRun();
        run.finish();
        Path latest = folder.resolve("results with blank/latest");
        Path half = newRun().building();
        assertThatThrownBy(() -> Latest.pointTo(folder.resolve("results with blank"), half))
                .hasMessageContaining("expected a finished run, with manifest.json in it");
        assertThat(Latest.resolve(folder.resolve("results with blank")).getFileName()).hasToString(run.id());
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
        })).hasMessage(file + ": could not be written: disk full");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
        }
    }
}
