package org.tracepointlab.gate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.samples.DuetBenchmark;
import org.tracepointlab.gate.samples.SampleJar;

/** Forks in which two real JMH jars run in turn. */
@Timeout(180)
class DuetRunnerTest {

    private static final DuetRunner.Turns FEW = new DuetRunner.Turns(2, 6, 5);
    private static final DuetRunner.Turns SHOTS = new DuetRunner.Turns(2, 6, 0);
    private static final Waiting WAITING = Waiting.patiently("test", new PrintStream(PrintStream.nullOutputStream()));

    @TempDir
    private Path folder;
    private Path jar;
    private Path slow;

    @BeforeEach
    void makeJars() throws IOException {
        jar = SampleJar.make(folder.resolve("old one.jar"));
        slow = SampleJar.make(folder.resolve("new one.jar"), DuetBenchmark.SLOW);
    }

    /** With a folder for temporary files, and so a lock, of its own: nothing here is timed. */
    private ForkRunner side(Path of, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("-Djava.io.tmpdir=" + folder);
        return new ForkRunner(Jdk.current(), of, "test.artifacts", all);
    }

    private DuetRunner duet(String method, Map<String, String> params, Duration timeout) {
        Cell cell = new Cell(DuetBenchmark.class.getName() + "." + method, params, Iterations.singleShot(2, 6), 1, 1,
                timeout);
        return new DuetRunner(side(jar), side(slow), cell, cell);
    }

    private DuetRunner duet(String method, String behaviour) {
        return duet(method, Map.of("behaviour", behaviour), Duration.ofSeconds(60));
    }

    private List<ObjectNode> run(DuetRunner duet, DuetRunner.Turns turns) throws IOException, DuetFailedException {
        List<ForkCommand> commands = duet.commands(folder.resolve("asked"));
        return duet.resume(commands, turns, 1, 7, 0, folder.resolve("fork"), WAITING);
    }

    private static double middle(ObjectNode result) {
        return result.path("primaryMetric").path("scorePercentiles").path("50.0").asDouble();
    }

    @ParameterizedTest
    @CsvSource({"average,avgt,1", "throughput,thrpt,2", "samples,sample,1", "shots,ss,1", "option,avgt,1"})
    void allModesRunAsTheyAre(String method, String mode, int threads) throws IOException, DuetFailedException {
        List<ObjectNode> results = run(duet(method, "ok"), method.equals("shots") ? SHOTS : FEW);

        assertThat(results).hasSize(2).allSatisfy(result -> {
            assertThat(result.path("mode").asText()).isEqualTo(mode);
            assertThat(result.path("threads").asInt()).isEqualTo(threads);
            assertThat(result.path("forks").asInt()).isEqualTo(1);
            assertThat(result.path("params").path("behaviour").asText()).isEqualTo("ok");
            assertThat(result.path("primaryMetric").path(mode.equals("sample") ? "rawDataHistogram" : "rawData")
                    .path(0)).hasSize(6);
        });
        if (!method.equals("option")) {
            double times = middle(results.get(1)) / middle(results.get(0));
            assertThat(mode.equals("thrpt") ? 1 / times : times).as("the candidate's jar is slow").isGreaterThan(2);
        }
        String log = Files.readString(folder.resolve("fork/log.txt"));
        assertThat(log.lines().filter(line -> line.equals("trial 1 of this class")))
                .as("each side has static state of its own").hasSize(2);
        assertThat(log).doesNotContain("trial 2").contains("end of a trial after iterations, 0 of which are open");
    }

    /** A canary of the check above. */
    @Test
    void theFixtureSeesStaticStateThatIsShared() throws InterruptedException {
        DuetBenchmark one = new DuetBenchmark();
        one.behaviour = "ok";
        one.where = "";
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            one.begin();
            one.begin();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("trial 2 of this class");
    }

    @Test
    void turnsOfBothSidesAlternateAndDoNotOverlap() throws IOException, DuetFailedException {
        run(duet("average", "ok"), FEW);

        List<String> lines = Files.readAllLines(folder.resolve("fork").resolve(DuetRunner.SLICES));
        assertThat(lines).hasSize(1 + 2 * 8);
        Set<String> pairs = new HashSet<>();
        long end = 0;
        for (int i = 1; i < lines.size(); i++) {
            String[] turn = lines.get(i).split(",");
            assertThat(turn[0]).isEqualTo("" + (i - 1));
            assertThat(turn[2]).isEqualTo("" + (i > 2 * 2));
            assertThat(Long.parseLong(turn[3])).as("begins when the one before is over").isGreaterThanOrEqualTo(end);
            end = Long.parseLong(turn[3]) + Long.parseLong(turn[4]);
            if (i % 2 == 0) {
                pairs.add(lines.get(i - 1).split(",")[1] + " " + turn[1]);
            }
        }
        assertThat(pairs).containsExactlyInAnyOrder("baseline candidate", "candidate baseline");
        assertThat(lines.get(1)).as("the side that is loaded first").startsWith("0,candidate,false,");
    }

    @Test
    void itHasTheOptionsThatJmhGivesItsForks() throws IOException, DuetFailedException {
        ForkCommand command = duet("option", "ok").commands(folder.resolve("asked")).get(0);
        assertThat(command.options()).contains("-Dduet.fixture=on", "-Dtest.artifacts=artifacts")
                .anyMatch(option -> option.matches("-DcompilerBlackholesEnabled=true|-XX:\\+UnlockDiag.*"));
        assertThat(command.hints()).contains("quiet", "inline,org/openjdk/jmh/infra/Blackhole.consume",
                "dontinline,*.*_avgt_jmhStub");
        assertThat(command.settings()).containsEntry("mode", "avgt").containsEntry("threads", "1")
                .containsEntry("warmup.count", "2");
    }

    @Test
    void oneThatHasRunIsTakenAsItIs() throws IOException, DuetFailedException {
        List<ObjectNode> first = run(duet("average", "ok"), FEW);
        Files.delete(folder.resolve("fork").resolve(DuetRunner.SLICES));
        assertThat(run(duet("average", "ok"), FEW)).isEqualTo(first);
        Files.delete(folder.resolve("fork/candidate.json"));
        assertThat(run(duet("average", "ok"), FEW)).as("half of one is none").isNotEqualTo(first);
    }

    @Test
    void aThreadThatIsLeftBehindMakesItVoid() {
        assertThatThrownBy(() -> run(duet("average", "leave"), FEW)).isInstanceOf(DuetFailedException.class)
                .hasMessage("the baseline leaves threads behind, which run on while the other side is timed: "
                + "left-behind");
        assertThatThrownBy(() -> run(duet("average", "leave"), FEW)).as("again, without a run")
                .isInstanceOf(DuetFailedException.class);
    }

    @Test
    void aSideThatFailsIsAForkThatFails() {
        assertThatThrownBy(() -> run(duet("average", "fail"), FEW)).isInstanceOf(ForkFailedException.class)
                .hasMessageContaining("exit code 1 (ERROR: candidate: java.lang.IllegalStateException: the benchmark "
                + "fails)")
                .hasMessageContaining("log.txt");
        assertThat(folder.resolve("fork/log.txt")).content().contains("the benchmark fails");
    }

    @Test
    void aSideThatHangsIsKilled() {
        DuetRunner duet = duet("average", Map.of("behaviour", "hang"), Duration.ofSeconds(20));
        assertThatThrownBy(() -> {
            List<ForkCommand> commands = duet.commands(folder.resolve("asked"));
            duet("average", Map.of("behaviour", "hang"), Duration.ofSeconds(1)).resume(commands, FEW, 0, 7, 0,
                    folder.resolve("fork"), WAITING);
        }).isInstanceOf(ForkFailedException.class).hasMessageContaining("no end after 2 s (its timeout), killed");
    }

    @Test
    void whatCannotShareAVirtualMachineIsRefused() {
        Cell cell = duet("average", "ok").old();
        Jdk other = new Jdk(Path.of("/somewhere/else/bin/java"), 99);
        assertThatThrownBy(() -> new DuetRunner(side(jar), new ForkRunner(other, jar, "a"), cell, cell)
                .commands(folder)).isInstanceOf(DuetFailedException.class).hasMessageStartingWith("two JDKs, ");
        assertThatThrownBy(() -> new DuetRunner(side(jar, "-Xmx1g"), side(jar, "-Xmx2g"), cell, cell)
                .commands(folder)).isInstanceOf(DuetFailedException.class)
                .hasMessageMatching("two sets of JVM options, '-Xmx1g .*' and '-Xmx2g .*'");
    }

    @Test
    void theRestIsSeenInWhatJmhWouldRun() {
        ForkCommand one = new ForkCommand("java", List.of("-Xmx1g"), List.of("quiet", "inline,a/B.c"), List.of(),
                Map.of("mode", "avgt", "threads", "1"));
        assertThat(one.apart(one)).isEmpty();
        assertThat(one.apart(new ForkCommand("java2", one.options(), one.hints(), List.of(), one.settings())))
                .isEqualTo("two JDKs, java and java2");
        assertThat(one.apart(new ForkCommand("java", List.of("-Xmx2g"), one.hints(), List.of(), one.settings())))
                .isEqualTo("two sets of JVM options, -Xmx1g and -Xmx2g");
        assertThat(one.apart(new ForkCommand("java", one.options(), one.hints(), List.of(),
                Map.of("mode", "avgt", "threads", "2")))).isEqualTo("two settings of threads, 1 and 2");
        List<String> hints = new ArrayList<>(List.of("quiet", "inline,a/B.d"));
        ForkCommand more = new ForkCommand("java", one.options(), hints, List.of(), one.settings());
        assertThat(one.apart(more)).isEmpty();
        assertThat(one.hintsOfBoth(more)).containsExactly("quiet", "inline,a/B.c", "inline,a/B.d");
        hints.add("dontinline,a/B.c");
        assertThat(one.apart(new ForkCommand("java", one.options(), hints, List.of(), one.settings())))
                .isEqualTo("compiler hints that contradict each other, inline,a/B.c and dontinline,a/B.c");
    }

    @Test
    void nativeCodeInAJarIsRefusedWhereNothingTellsWhetherItIsLoaded() throws Exception {
        DuetRunner.requireNoLibrary(jar);
        Path bundled = SampleJar.make(folder.resolve("native.jar"), "org/example/libfast.so");
        assertThatThrownBy(() -> DuetRunner.requireNoLibrary(bundled)).isInstanceOf(DuetFailedException.class)
                .hasMessage("native.jar has native code, which is loaded once for both sides: org/example/libfast.so");
    }
}
