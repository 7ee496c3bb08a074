package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.DuetRunner;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.MachineLoad;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Verdict;

/** Duets that have run, in folders made here: what becomes of their results. No virtual machine is started. */
class DuetFolderTest extends OverAStub {

    private static final String BENCHMARK = "org.example.Sample.other";
    private Path forks;

    @BeforeEach
    void makeFolder() throws IOException {
        forks = Files.createDirectories(folder.resolve("gate/forks"));
        Path known = Files.createDirectories(forks.resolve("duet-c001"));
        for (String side : DuetRunner.SIDES) {
            Path asked = Files.createDirectories(known.resolve(side));
            Files.writeString(asked.resolve("command.txt"), "java\n-Xmx1g\n-cp\na.jar\nMain\n");
            Files.writeString(asked.resolve("hints.txt"), "quiet\n");
            Files.writeString(asked.resolve("probe.properties"), "results=1\nmode=avgt\n");
        }
        Json.write(known.resolve("duet.json"), Json.object().put("warmups", 3).put("measured", 3).put("millis", 20));
    }

    private static void result(Path file, int late, double... scores) throws IOException {
        ObjectNode result = Json.object().put("benchmark", BENCHMARK).put("mode", "avgt").put("forks", 1);
        result.putObject("params").put("size", "10");
        ArrayNode fork = result.putObject("primaryMetric").put("scoreUnit", "ns/op").putArray("rawData").addArray();
        for (double score : scores) {
            fork.add(score);
        }
        ObjectNode counters = result.putObject("secondaryMetrics");
        counter(counters, "ticks", 1000);
        counter(counters, "lateTicks", late);
        Json.write(file, Json.object().arrayNode().add(result));
    }

    private static void counter(ObjectNode counters, String name, double value) {
        counters.putObject(name).put("scoreUnit", "#").putArray("rawData").addArray().add(value);
    }

    /** A duet whose candidate takes so many times as long in each pair, on a machine that is never the same. */
    private void ran(String name, double times, double others, int late) throws IOException {
        Path fork = Files.createDirectories(forks.resolve(name));
        result(fork.resolve("baseline.json"), 0, 10, 30, 20);
        result(fork.resolve("candidate.json"), late, 10 * times, 30 * times, 20 * times);
        Files.writeString(fork.resolve(DuetRunner.SLICES), "turn\n0,baseline,true,0,20000,0,1000,0\n"
                + "1,candidate,true,30000,20000,0,1000,0\n");
        new MachineLoad(2, 10, others, 0).write(fork);
    }

    private Judgement blocks(int blocks) throws IOException {
        GateCell cell = new GateCell(BENCHMARK, Map.of("size", "10"), SHOTS, 1);
        Side side = side(Map.of());
        CountRules late = new CountRules(List.of(), List.of(), List.of(new Disturbance("lateTicks", "ticks", 0.01)));
        return GateRun.blocks(new GatePlan("test", side, side, List.of(cell), List.of(), late, List.of(), 0.10, 11,
                List.of(), true), folder.resolve("gate"), blocks, progress(), waiting());
    }

    @Test
    void duetsThatWereDisturbedAreRunAgain() throws IOException {
        ran("b01-c001-duet", 9, 2.5, 0);
        ran("b01-c001-duet-again1", 1.5, 0, 0);
        ran("b02-c001-duet", 9, 0, 500);
        ran("b02-c001-duet-again1", 1.5, 0, 1);

        Judgement judgement = blocks(2);

        assertThat(said()).contains("fork 1 does not count: others kept 2.5 of 2 CPUs busy",
                "fork 2: block 1, Sample.other[size=10], duet, again\n",
                "fork 3 does not count: 500 of 1000 ticks are lateTicks");
        assertThat(judgement.outcomes().get(0).ratio()).isCloseTo(1.5, within(1e-9));
        assertThat(judgement.outcomes().get(0).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void oneThatIsAlwaysDisturbedIsInvalid() throws IOException {
        for (String again : List.of("", "-again1", "-again2", "-again3")) {
            ran("b01-c001-duet" + again, 1, 2.5, 0);
        }
        Judgement judgement = blocks(2);
        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.outcomes().get(0).reason()).contains("disturbed 4 times");
    }

    @Test
    void theFilesOfTheGateHaveTheIterationsOfBothSides() throws IOException {
        ran("b01-c001-duet", 1.2, 0, 0);
        ran("b02-c001-duet", 1.3, 0, 0);
        blocks(2);
        ObjectNode merged = (ObjectNode) Json.read(folder.resolve("gate/candidate.json")).get(0);
        assertThat(merged.path("primaryMetric").path("rawData").path(1).toString()).isEqualTo("[13.0,39.0,26.0]");
        assertThat(merged.path("labScores")).hasSize(2);
        assertThat(merged.path("labScores").path(1).asDouble()).isCloseTo(20 * 1.3, within(1e-9));
        assertThat(merged.path("labBlocks")).hasSize(2);
        assertThat(merged.path("forks").asInt()).isEqualTo(2);
    }
}
