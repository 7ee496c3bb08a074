package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.report.GateConsole;
import org.tracepointlab.gate.rule.FileComparison;
import org.tracepointlab.gate.rule.JmhFile;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Verdict;
import org.tracepointlab.gate.samples.DuetBenchmark;
import org.tracepointlab.gate.samples.SampleJar;

/** Gates of duets: of real JMH jars, and over a stub that knows of none. */
@Timeout(300)
class DuetGateTest extends OverAStub {

    private static final Iterations SHORT = new Iterations(1, 1, "100ms");
    /** What is planted is eight times as much work: no machine is too busy for that. */
    private static final double WIDE = 1;

    private GatePlan plan(Path old, Path now, String behaviour, String where) {
        Map<String, String> params = Map.of("behaviour", behaviour, "where", where);
        return new GatePlan("test", new Side(old, Jdk.current(), List.of(), Map.of()),
                new Side(now, Jdk.current(), List.of(), Map.of()),
                List.of(new GateCell(DuetBenchmark.class.getName() + ".average", params, SHORT, 5)), List.of(),
                CountRules.NONE, List.of(), WIDE, 11, List.of(), true);
    }

    private Judgement start(GatePlan plan) throws IOException {
        return GateRun.start(plan, folder.resolve("gate"), progress(), waiting());
    }

    private Path sample(String name, String... files) throws IOException {
        return SampleJar.make(folder.resolve(name), files);
    }

    @Test
    void aPlantedSlowdownFailsAndTheFilesSayTheSame() throws IOException {
        Judgement judgement = start(plan(sample("old.jar"), sample("new.jar", DuetBenchmark.SLOW), "ok", ""));

        Outcome outcome = judgement.outcomes().get(0);
        assertThat(outcome.verdict()).as(said()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.n()).isEqualTo(6);
        assertThat(outcome.control()).isNaN();
        assertThat(said()).startsWith("gate: 1 benchmark by time: 6 to 20 forks, ")
                .contains("block 6, DuetBenchmark.average[", ", duet\n");
        assertThat(GateConsole.lines(judgement)).anyMatch(line -> line.contains("6 duets of 5 turns a side"));

        Path gate = folder.resolve("gate");
        assertThat(gate.resolve("control.json")).doesNotExist();
        Outcome offline = new FileComparison(new Rule(WIDE), Set.of(), null).compare(
                JmhFile.read(gate.resolve("baseline.json")), JmhFile.read(gate.resolve("candidate.json"))).get(0);
        assertThat(offline.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(offline.ratio()).isCloseTo(outcome.ratio(), within(1e-9));
        assertThat(offline.paired()).isTrue();
        Set<String> orders = new HashSet<>();
        for (JsonNode block : judgement.facts().path("order")) {
            assertThat(block.path("duet").asBoolean()).isTrue();
            orders.add(block.path("roles").toString());
        }
        assertThat(orders).as("each side is loaded first in some").hasSize(2);

        Folders.delete(gate.resolve("forks/b06-c001-duet"));
        printed.reset();
        Judgement again = GateRun.resume(gate, progress(), waiting());
        assertThat(again.outcomes().get(0).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(again.scores().get(0).baseline()).startsWith(Arrays.copyOf(
                judgement.scores().get(0).baseline(), 5));
    }

    @Test
    void theSameJarTwiceDoesNotFail() throws IOException {
        Judgement judgement = start(plan(sample("old.jar"), sample("new.jar"), "ok", ""));

        assertThat(judgement.outcomes().get(0).verdict()).as(said()).isEqualTo(Verdict.PASS);
    }

    @Test
    void whatIsVoidLaterRunsInSeparateForksFromTheBeginning() throws IOException {
        Path jar = sample("old.jar");
        Path gate = folder.resolve("gate");
        GatePlan plan = plan(jar, jar, "leave", "b02");

        Judgement judgement = GateRun.blocks(plan, gate, 2, progress(), waiting());

        assertThat(judgement.outcomes().get(0).verdict()).as(judgement.outcomes().get(0).reason())
                .isNotEqualTo(Verdict.INVALID);
        assertThat(said()).containsOnlyOnce("gate: no duets of DuetBenchmark.average")
                .contains("left-behind; it runs in separate forks\n", "block 1, ", ", control\n");
        assertThat(judgement.outcomes().get(0).n()).isEqualTo(2);
        assertThat(judgement.outcomes().get(0).notes())
                .anyMatch(note -> note.startsWith("separate forks, no duets: the baseline leaves threads behind"));
        assertThat(judgement.facts().path("order")).hasSize(2)
                .allSatisfy(block -> assertThat(block.path("roles")).hasSize(3));
        assertThat(JmhFile.read(gate.resolve("control.json")).get(0).forks()).hasSize(2);

        assertThat(GateRun.blocks(plan, gate, 2, progress(), waiting()).outcomes())
                .as("taken up").isEqualTo(judgement.outcomes());
    }

    /** The stub knows nothing of profilers, as a JMH jar without an answer would. */
    @Test
    void whatCannotBeAskedRunsInSeparateForks() throws IOException {
        GateCell cell = new GateCell("org.example.Sample.other", Map.of("size", "10"), SHOTS, 1);
        Side side = side(Map.of());
        GatePlan plan = new GatePlan("test", side, side(Map.of(), "-Xmx65m"), List.of(cell), List.of(),
                CountRules.NONE, List.of(), 0.10, 11, List.of(), true);
        assertThat(start(plan).outcomes().get(0).verdict()).isEqualTo(Verdict.PASS);
        assertThat(said()).contains("gate: no duets of Sample.other[size=10]: two sets of JVM options, '' and "
                + "'-Xmx65m'; it runs in separate forks\n");
        assertThat(GatePlan.read(folder.resolve("gate"))).isEqualTo(plan);

        Folders.delete(folder.resolve("gate"));
        printed.reset();
        start(new GatePlan("test", side, side, List.of(cell), List.of(), CountRules.NONE, List.of(), 0.10, 11,
                List.of(), true));
        assertThat(said()).contains("expected the command of one fork, found none");
        assertThat(Json.read(folder.resolve("gate/forks/duet-c001/duet.json")).path("refused").asText())
                .contains("found none");
        assertThat(Files.list(folder.resolve("gate/forks")).filter(f -> f.toString().contains("-duet"))).isEmpty();
    }

    /** Stopped while it tries: nothing is written down of what did not run to its end. */
    @Test
    void oneThatIsStoppedBeforeItsFirstDuetIsNotRefused() throws IOException {
        Stop stop = new Stop();
        stop.ask();
        Side side = side(Map.of());
        GateCell cell = new GateCell("org.example.Sample.other", Map.of("size", "10"), SHOTS, 1);
        GatePlan plan = new GatePlan("test", side, side, List.of(cell), List.of(), CountRules.NONE, List.of(), 0.10,
                11, List.of(), true);
        Duets duets = new Duets(plan, folder.resolve("forks"), waiting(), () -> true);
        assertThatThrownBy(() -> duets.prepare(0))
                .isInstanceOf(ForkFailedException.class);
        assertThat(folder.resolve("forks/duet-c001/duet.json")).doesNotExist();
    }

    @Test
    void loadingOrdersAreBalancedAndTheSeedsOwn() throws IOException {
        Side side = side(Map.of());
        GatePlan plan = new GatePlan("test", side, side, List.of(), List.of(), CountRules.NONE, List.of(), 0.10, 11,
                List.of(), true);
        Duets duets = new Duets(plan, folder, waiting(), () -> false);
        Set<Integer> firsts = new HashSet<>();
        for (int block = 0; block < 20; block += 2) {
            assertThat(duets.first(block, 0) + duets.first(block + 1, 0)).isEqualTo(1);
            firsts.add(duets.first(block, 0));
        }
        assertThat(firsts).hasSize(2);
    }
}
