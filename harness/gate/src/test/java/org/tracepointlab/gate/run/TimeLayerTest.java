package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.StubJmh;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Verdict;

/** How long a gate takes: what it says before and meanwhile, and what becomes of it when its time is up. */
class TimeLayerTest {

    @TempDir
    Path folder;
    private Path jar;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void makeJar() throws IOException {
        jar = StubJmh.jar(folder);
    }

    private Judgement gate(Duration mostTime, String... benchmarks) throws IOException {
        return gate(new Effort(mostTime, WorkCache.NONE), new PrintStream(printed, true, StandardCharsets.UTF_8),
                benchmarks);
    }

    private Judgement gate(Effort effort, PrintStream progress, String... benchmarks) throws IOException {
        Side side = new Side(jar, Jdk.current(), List.of(), Map.of());
        List<GateCell> cells = List.of(benchmarks).stream().map(size -> new GateCell("org.example.Sample.other",
                Map.of("behaviour", "ok", "size", size), Iterations.singleShot(0, 3), 20)).toList();
        return GateRun.start(new GatePlan("test", side, side, cells, List.of(), CountRules.NONE, List.of(), 0.10, 11,
                List.of()), folder.resolve("gate"), progress, Waiting.patiently("test", progress), effort);
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itSaysBeforehandWhatItWillTakeAndMeanwhileWhatItFound() throws IOException {
        assertThat(gate(null, "10", "20").verdict()).isEqualTo(Verdict.PASS);
        assertThat(said()).startsWith("gate: 2 benchmarks by time: 36 to 120 forks, about 12 min to 40 min\n")
                .containsPattern("gate: a block took \\d+ s; \\d+ s to the first look, \\d+ s to the end at most\n")
                .contains("gate:   Sample.other[size=10] ss: ratio 1.000 (1.000 to 1.000): PASS\n",
                "gate: look after 6 blocks: PASS\n");
    }

    @Test
    void oneBenchmarkNeedsNoLineOfItsOwn() throws IOException {
        assertThat(gate(Duration.ofHours(1), "10").verdict()).isEqualTo(Verdict.PASS);
        assertThat(said()).startsWith("gate: 1 benchmark by time: 18 to 60 forks").doesNotContain("gate:   ",
                "the time was up");
    }

    @Test
    void whatTheTimeIsNotEnoughForIsInconclusive() throws IOException {
        Judgement judgement = gate(Duration.ofNanos(1), "10", "20");
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.outcomes()).hasSize(2).extracting(Outcome::reason).containsOnly(
                "the time was up (--max-time) after 0 blocks; the first look is after 6");
        assertThat(said()).contains("gate: the time was up (--max-time) after 0 of 6 blocks\n");
    }

    /** As Ctrl-C does it, while a fork of the third block runs: the gate says what it knew, and can be taken up. */
    @Test
    void oneThatIsStoppedSaysWhatItKnew() throws IOException {
        Stop stop = new Stop();
        PrintStream progress = new PrintStream(printed, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.startsWith("gate: fork 8:")) {
                    stop.ask();
                }
            }
        };
        Judgement judgement = gate(new Effort(null, WorkCache.NONE, stop), progress, "10");
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.outcomes()).extracting(Outcome::reason).containsExactly(
                "the gate was stopped after 3 blocks; the first look is after 6",
                "the gate was stopped; this is what it knew (gate --resume goes on)");
        assertThat(GateRun.resume(folder.resolve("gate"), progress, Waiting.patiently("test", progress)).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void paceIsWhatIsExpectedAndThenWhatWas() {
        Pace pace = new Pace(List.of(new GateCell("a", Map.of(), Iterations.DECLARED, 10),
                new GateCell("b", Map.of(), Iterations.DECLARED, 5)));
        assertThat(pace.round(cell -> true)).isEqualTo(45);
        assertThat(pace.isMeasured()).isFalse();
        pace.took(0, 6);
        pace.took(0, 8);
        assertThat(pace.round(cell -> true)).isEqualTo(7 + 15);
        assertThat(pace.round(cell -> cell == 1)).isEqualTo(15);
        pace.took(1, 1);
        assertThat(pace.isMeasured()).isTrue();
        assertThat(List.of(Pace.about(119.4), Pace.about(120), Pace.about(7199), Pace.about(9000)))
                .containsExactly("119 s", "2 min", "120 min", "2.5 h");
    }

    @Test
    void noTimeAtAllIsNoTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Effort(Duration.ZERO, WorkCache.NONE))
                .withMessageContaining("expected a time of more than nothing");
    }
}
