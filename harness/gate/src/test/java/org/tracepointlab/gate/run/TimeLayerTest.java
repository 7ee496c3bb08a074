package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.MachineLock;
import org.tracepointlab.gate.core.ProcessLock;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Verdict;

/** How long a gate takes: what it says before and meanwhile, and what becomes of it when its time is up. */
class TimeLayerTest extends OverAStub {

    private Judgement gate(Duration mostTime, String... benchmarks) throws IOException {
        return gate(new Effort(mostTime, WorkCache.NONE), progress(), benchmarks);
    }

    private Judgement gate(Effort effort, PrintStream progress, String... benchmarks) throws IOException {
        return gate(effort, progress, List.of(benchmarks).stream().map(size -> cell("ok", size)).toList());
    }

    private static GateCell cell(String behaviour, String size) {
        return new GateCell("org.example.Sample.other", Map.of("behaviour", behaviour, "size", size), SHOTS, 20);
    }

    private Judgement gate(Effort effort, PrintStream progress, List<GateCell> cells) throws IOException {
        Side side = side(Map.of());
        return GateRun.start(new GatePlan("test", side, side, cells, List.of(), CountRules.NONE, List.of(), 0.10, 11,
                List.of()), folder.resolve("gate"), progress, Waiting.patiently("test", progress), effort);
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
    void nothingIsSaidOfATimeThatNobodyKnows() throws IOException {
        gate(new Effort(Duration.ofNanos(1), WorkCache.NONE), progress(), List.of(new GateCell(
                "org.example.Sample.other", Map.of("size", "10"), SHOTS, GateCell.UNKNOWN_SECONDS)));
        assertThat(said()).startsWith("gate: 1 benchmark by time: 18 to 60 forks; the first block tells how long\n");
    }

    @Test
    void whatTheTimeIsNotEnoughForIsInconclusive() throws IOException {
        Judgement judgement = gate(Duration.ofNanos(1), "10", "20");
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.outcomes()).hasSize(2).extracting(Outcome::reason).containsOnly(
                "the time was up (--max-time) after 0 blocks; the first look is after 6");
        assertThat(said()).contains("gate: the time was up (--max-time) after 0 of 6 blocks\n");
    }

    private PrintStream asking(Stop stop, String at) {
        return new PrintStream(printed, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.startsWith(at)) {
                    stop.ask();
                }
            }
        };
    }

    /** What broke behind the last look stays INVALID, and what it said of the others stays. */
    @Test
    void oneThatIsStoppedKeepsWhatBroke() throws IOException {
        Stop stop = new Stop();
        Judgement judgement = gate(new Effort(null, WorkCache.NONE, stop), asking(stop, "gate: fork 40:"),
                List.of(cell("breaks", "10"), cell("noisy", "20")));
        assertThat(said()).contains("gate: look after 6 blocks: more blocks");
        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.outcomes()).extracting(Outcome::verdict)
                .containsExactly(Verdict.INVALID, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE);
        assertThat(judgement.outcomes().get(0).reason()).contains("exit code 3");
        assertThat(judgement.outcomes().get(1).n()).isEqualTo(6);
    }

    /** Ctrl-C while it waits for another one that measures: it ends at once, and says so. */
    @Test
    @Timeout(60)
    void oneThatWaitsCanBeStopped() throws IOException {
        ProcessLock other = ProcessLock.tryTake(MachineLock.file(), "other gate");
        try {
            Stop stop = new Stop();
            Judgement judgement = gate(new Effort(null, WorkCache.NONE, stop),
                    asking(stop, "gate: expected to measure alone"), "10");
            assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(judgement.outcomes().get(0).reason())
                    .isEqualTo("the gate was stopped while another process measured");
        } finally {
            other.close();
        }
    }

    /** As Ctrl-C does it, while a fork of the third block runs: the gate says what it knew, and can be taken up. */
    @Test
    void oneThatIsStoppedSaysWhatItKnew() throws IOException {
        Stop stop = new Stop();
        PrintStream progress = asking(stop, "gate: fork 8:");
        Judgement judgement = gate(new Effort(null, WorkCache.NONE, stop), progress, "10");
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.outcomes()).extracting(Outcome::reason).containsExactly(
                "the gate was stopped after 3 blocks; the first look is after 6",
                "the gate was stopped; this is what it knew (gate --resume goes on)");
        assertThat(GateRun.resume(folder.resolve("gate"), progress, waiting()).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void paceIsWhatIsExpectedAndThenWhatWas() {
        Pace pace = new Pace(List.of(new GateCell("a", Map.of(), Iterations.DECLARED, 10),
                new GateCell("b", Map.of(), Iterations.DECLARED, 5)), 3);
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
