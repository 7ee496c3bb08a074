package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.MachineLoad;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Verdict;

/** A timed fork that something else disturbed does not count. */
class DisturbedForksTest extends OverAStub {

    private static final int BLOCKS = 2;
    private static final Disturbance LATE = new Disturbance("lateTicks", "ticks", 0.01);


    private Judgement gate(String behaviour, Disturbance disturbance) throws IOException {
        Side side = side(Map.of());
        GateCell cell = new GateCell("org.example.Sample.other", Map.of("behaviour", behaviour, "size", "10"),
                SHOTS, 1);
        return GateRun.blocks(new GatePlan("test", side, side, List.of(cell), List.of(),
                new CountRules(List.of(), List.of(), List.of(disturbance)), List.of(), 0.10, 11, List.of()),
                folder.resolve("gate"), BLOCKS, progress(), waiting());
    }

    private List<String> forks() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("gate/forks"))) {
            return all.map(fork -> fork.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void oneThatIsNotRunsOnce() throws IOException {
        assertThat(gate("ok", LATE).verdict()).isNotEqualTo(Verdict.INVALID);
        assertThat(forks()).hasSize(3 * BLOCKS).contains("b01-c001-baseline").noneMatch(n -> n.contains("again"));
        assertThat(said()).doesNotContain("does not count");
    }

    @Test
    void oneThatIsRunsAgain() throws IOException {
        assertThat(gate("lateOnce", LATE).verdict()).isNotEqualTo(Verdict.INVALID);
        assertThat(forks()).hasSize(6 * BLOCKS).contains(
                "b01-c001-baseline", "b01-c001-baseline-again1", "b01-c001-candidate-again1")
                .noneMatch(name -> name.contains("again2"));
        assertThat(said()).contains(
                "gate: fork 1 does not count: 1500 of 3000 ticks are lateTicks (50%, at most 1.0%)", ", again");
    }

    @Test
    void oneThatIsTimeAndAgainIsInvalid() throws IOException {
        Judgement judgement = gate("late", LATE);
        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.outcomes()).singleElement().extracting(Outcome::reason).asString()
                .contains("disturbed 4 times, the last time 1500 of 3000 ticks are lateTicks",
                "run again when the machine does nothing else");
        assertThat(forks()).hasSize(4).anyMatch(name -> name.endsWith("-again3"));
    }

    @Test
    void aCounterThatIsNotThereIsInvalid() throws IOException {
        Judgement judgement = gate("ok", new Disturbance("laetTicks", "ticks", 0.01));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.outcomes()).singleElement().extracting(Outcome::reason).asString()
                .contains("expected a counter laetTicks beside ticks, found none");
    }

    @Test
    void whatNoBenchmarkCouldTellIsInvalid() throws IOException {
        Judgement judgement = gate("ok", new Disturbance("lateTocks", "tocks", 0.01));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.counts()).singleElement().extracting(CountOutcome::reason).asString()
                .contains("expected a timed benchmark that counts tocks, found none");
    }

    /** Where the machine tells: who goes on with a folder looks at the forks in it, too. */
    @Test
    void oneBesideAnotherLoadRunsAgain() throws IOException {
        gate("ok", LATE);
        Path load = folder.resolve("gate/forks/b02-c001-candidate").resolve(MachineLoad.FILE);
        new MachineLoad(2, 3, 9, 0).write(load.getParent());
        gate("ok", LATE);
        assertThat(forks()).contains("b02-c001-candidate-again1").filteredOn(name -> name.contains("again")).hasSize(1);
        assertThat(said())
                .contains("does not count: others kept 9.0 of 2 CPUs busy (at most 2.0)");
    }

    @Test
    void aGateThatIsTakenUpHasTheSameRules() throws IOException {
        gate("ok", LATE);
        assertThat(GatePlan.read(folder.resolve("gate")).counts().disturbances()).containsExactly(LATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"counter\": \"a\", \"of\": \"b\"}",
        "{\"counter\": \"a\", \"of\": \"b\", \"max\": 1}", "{\"counter\": \"a\", \"of\": \"b\", \"max\": -0.1}",
        "{\"counter\": \"a\", \"of\": \"b\", \"max\": 0.1, \"min\": 0}", "{\"counter\": 1, \"of\": \"b\", \"max\": 0}"})
    void whatIsNoRuleIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("rule.json"), text);
        assertThatIllegalArgumentException().isThrownBy(() -> Disturbance.of(Json.read(file)))
                .withMessageStartingWith("expected");
    }

    @Test
    void nothingIsFoundWhereNothingIsCounted() {
        ObjectNode result = Json.object();
        assertThat(LATE.isToldBy(result)).isFalse();
        assertThat(LATE.found(result)).isEmpty();
        result.withObject("/secondaryMetrics/ticks").putArray("rawData").addArray().add(0).add(0);
        assertThat(LATE.isToldBy(result)).isTrue();
        assertThat(LATE.found(result)).isEmpty();
    }
}
