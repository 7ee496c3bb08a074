package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.BusyException;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.LockHolder;
import org.tracepointlab.gate.core.MachineLock;
import org.tracepointlab.gate.core.ProcessLock;
import org.tracepointlab.gate.core.StubJmh;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.FileComparison;
import org.tracepointlab.gate.rule.JmhFile;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Verdict;

/** Whole gates over a stub in place of the benchmarks. */
class GateRunTest extends OverAStub {

    private static final CountRules WAITS = new CountRules(List.of("gracePeriodWaits", "patches"), List.of());


    private Side side(String implementation) {
        return side(Map.of("implementation", implementation));
    }

    private static GateCell cell(String name, String behaviour) {
        return new GateCell("org.example.Sample." + name, Map.of("behaviour", behaviour, "size", "10"), SHOTS, 1);
    }

    private GatePlan plan(String baseline, String candidate, List<GateCell> timed, List<GateCell> counted) {
        return new GatePlan("test", baseline == null ? null : side(baseline), side(candidate), timed, counted,
                WAITS, List.of(), 0.10,
                11, List.of());
    }

    private Judgement run(GatePlan plan) throws IOException {
        return GateRun.start(plan, folder.resolve("gate"), progress(),
                waiting());
    }

    @Test
    void aSlowerCandidateFailsAtTheFirstLook() throws IOException {
        Judgement judgement = run(plan("original", "unconditional", List.of(cell("other", "ok")), List.of()));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.outcomes()).singleElement().satisfies(o -> {
            assertThat(o.n()).isEqualTo(6);
            assertThat(o.ratio()).isBetween(49.9, 50.1);
            assertThat(o.id().params()).doesNotContainKey("implementation");
        });
        assertThat(said()).contains("fork 18:", "look after 6 blocks: FAIL");
        JsonNode baseline = Json.read(folder.resolve("gate/baseline.json")).get(0);
        assertThat(baseline.path("forks").asInt()).isEqualTo(6);
        assertThat(baseline.path("primaryMetric").path("rawData")).hasSize(6);
        assertThat(baseline.path("labBlocks")).hasSize(6);
        List<Outcome> again = new FileComparison(new Rule(0.10), Set.of(), "implementation").compare(
                JmhFile.read(folder.resolve("gate/baseline.json")),
                JmhFile.read(folder.resolve("gate/candidate.json")));
        assertThat(again).extracting(Outcome::verdict).containsExactly(Verdict.FAIL);
    }

    @Test
    void theSameCodePassesAndTheOrderIsRandomAndRecorded() throws IOException {
        Judgement judgement = run(plan("original", "original", List.of(cell("other", "ok"), cell("more", "ok")),
                List.of()));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        JsonNode order = judgement.facts().path("order");
        assertThat(order).hasSize(12);
        Set<String> roles = new HashSet<>();
        order.forEach(o -> roles.add(o.path("roles").toString()));
        assertThat(roles).hasSizeGreaterThan(2);
        List<String> benchmarks = new ArrayList<>();
        order.forEach(o -> benchmarks.add(o.path("benchmark").asText()));
        assertThat(new HashSet<>(benchmarks)).hasSize(2);
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i < benchmarks.size(); i += 2) {
            pairs.add(benchmarks.get(i));
        }
        assertThat(pairs).as("the first of each block").hasSize(2);
        assertThat(judgement.facts().path("seed").asLong()).isEqualTo(11);
    }

    /** Of 2,000 samples the slowest 40 are slower by half: 3% of the mean, and half as much again at the percentile. */
    @Test
    void whatHasSamplesIsJudgedByTheirTailToo() throws IOException {
        Judgement judgement = run(plan("original", "slow", List.of(cell("other", "samples")), List.of()));
        assertThat(judgement.outcomes()).extracting(o -> o.id().mode(), Outcome::verdict)
                .containsExactly(tuple("sample", Verdict.PASS), tuple("sample p99", Verdict.FAIL));
        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.outcomes().get(1).ratio()).isCloseTo(1.5, within(1e-9));
    }

    /** A counter that only some benchmarks have: bounded there, and asked of no other. */
    @Test
    void whatIsBoundedIsJudgedWhereItIsBounded() {
        ObjectNode result = Json.object();
        result.withObject("/secondaryMetrics/a").putArray("rawData").addArray().add(1);
        result.withObject("/secondaryMetrics/b").putArray("rawData").addArray().add(7);
        CountRules rules = new CountRules(List.of("a"), List.of(
                new CountRules.Bound("org.example.Sample.more", Map.of(), "b", 1, 5)));
        assertThat(new ExactCounts(rules).judge(cell("other", "ok"), result, result))
                .extracting(CountOutcome::counter).containsExactly("a");
        assertThat(new ExactCounts(rules).judge(cell("more", "ok"), result, result))
                .extracting(CountOutcome::counter, CountOutcome::verdict)
                .containsExactly(tuple("a", Verdict.PASS), tuple("b", Verdict.FAIL));
    }

    @Test
    void countsAreGatedBeforeTime() throws IOException {
        Judgement judgement = run(plan("original", "unconditional", List.of(cell("other", "ok")),
                List.of(cell("other", "ok"))));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.counts()).extracting(CountOutcome::counter).containsExactly("gracePeriodWaits", "patches");
        assertThat(judgement.counts()).extracting(CountOutcome::verdict).containsExactly(Verdict.FAIL, Verdict.PASS);
        assertThat(judgement.counts().get(0).reason())
                .isEqualTo("expected 0 as in the baseline, found 10; if this change is intended, set a bound for it");
        assertThat(judgement.outcomes()).singleElement()
                .satisfies(o -> assertThat(o.reason()).isEqualTo("not measured: the counts FAIL"));
        assertThat(folder.resolve("gate/forks/b01-c001-baseline")).doesNotExist();
    }

    @Test
    void theFirstCountThatFailsEndsAGateThatIsToFailFast() throws IOException {
        GatePlan plan = plan("original", "unconditional", List.of(), List.of(cell("other", "ok"), cell("more", "ok")));
        Judgement judgement = GateRun.start(plan, folder.resolve("gate"), progress(), waiting(),
                new Effort(null, WorkCache.NONE, new Stop(), true));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.counts()).extracting(CountOutcome::benchmark).containsOnly("org.example.Sample.other");
        assertThat(judgement.endedEarly()).isTrue();
    }

    /** On either side or on both; and a bound that binds nothing. */
    @Test
    void aCountThatIsNotThereIsInvalid() throws IOException {
        ExactCounts absent = new ExactCounts(new CountRules(List.of("absent"), List.of()));
        GateCell cell = cell("other", "ok");
        JsonNode none = Json.object();
        JsonNode one = Json.object().set("secondaryMetrics", Json.object().set("absent", Json.object().set("rawData",
                Json.object().putArray("x").add(Json.object().putArray("y").add(1)))));
        for (JsonNode baseline : List.of(none, one)) {
            for (JsonNode candidate : List.of(none, one)) {
                assertThat(absent.judge(cell, baseline, candidate)).singleElement().satisfies(o -> assertThat(
                        o.verdict()).isEqualTo(baseline == one && candidate == one ? Verdict.PASS : Verdict.INVALID));
            }
        }
        CountRules.Bound bound = new CountRules.Bound("org.example.Sample.other", Map.of("size", "11"), "absent", 0, 1);
        ExactCounts bounded = new ExactCounts(new CountRules(List.of("absent"), List.of(bound)));
        assertThat(bounded.bindNothing(List.of(cell), List.of())).extracting(CountOutcome::verdict)
                .containsExactly(Verdict.INVALID);
        assertThat(bounded.bindNothing(List.of(cell), List.of(new GatePlan.Unmatched("org.example.Sample.other", false,
                "")))).isEmpty();
    }

    @Test
    void aBoundTakesThePlaceOfEquality() throws IOException {
        String bounds = "{\"counters\":[\"gracePeriodWaits\"],\"bounds\":[{\"benchmark\":\"org.example.Sample.other\","
                + "\"params\":{\"size\":\"10\"},\"counter\":\"gracePeriodWaits\",\"max\":%d}]}";
        for (int max : new int[] {9, 10}) {
            Path file = Files.writeString(folder.resolve("bounds.json"), String.format(bounds, max));
            GatePlan plan = new GatePlan("bounds", null, side("unconditional"), List.of(), List.of(cell("other", "ok")),
                    CountRules.of(Json.read(file)), List.of(), 0.10, 1, List.of());
            Judgement judgement = GateRun.start(plan, folder.resolve("gate" + max), progress(),
                    waiting());
            assertThat(judgement.verdict()).isEqualTo(max == 9 ? Verdict.FAIL : Verdict.PASS);
            assertThat(judgement.counts().get(0).reason()).isEqualTo("expected any to " + max + ", found 10");
        }
    }

    @Test
    void withoutABaselineACountWithoutABoundIsNotPassedOver() throws IOException {
        Judgement judgement = run(plan(null, "original", List.of(), List.of(cell("other", "ok"))));
        assertThat(judgement.counts()).isEmpty();
        assertThat(judgement.verdict()).as("nothing was compared").isEqualTo(Verdict.INVALID);
    }

    @Test
    void aForkThatCrashesIsInvalidWithItsLog() throws IOException {
        Judgement judgement = run(plan("original", "original", List.of(cell("other", "crash")),
                List.of(cell("other", "crash"))));
        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.outcomes().get(0).reason()).contains("exit code 3", "log.txt");
        assertThat(judgement.counts().get(0).reason()).contains("exit code 3");
    }

    /**
     * The second baseline fork of each block says how much forks differ. That it moved is printed, and decides nothing.
     */
    @Test
    void aControlThatMovedIsPrintedAndDecidesNothing() throws IOException {
        Judgement judgement = GateRun.blocks(plan("original", "original", List.of(cell("other", "busy")), List.of()),
                folder.resolve("gate"), 6, progress(), waiting());
        assertThat(judgement.outcomes()).singleElement().satisfies(o -> {
            assertThat(o.verdict()).isNotEqualTo(Verdict.INVALID);
            assertThat(o.control()).isBetween(1.4, 1.6);
        });
    }

    /** A gate that is taken up runs only the forks that are missing, and decides the same. */
    @Test
    void aGateCanBeTakenUp() throws IOException {
        GatePlan plan = plan("original", "original", List.of(cell("other", "ok")), List.of());
        run(plan);
        Path gate = folder.resolve("gate");
        String before = Files.readString(gate.resolve("control.json"));
        Path kept = gate.resolve("forks/b02-c001-baseline/result.json");
        Files.delete(gate.resolve("forks/b03-c001-candidate/result.json"));
        Files.writeString(gate.resolve("forks/b03-c001-candidate/result.partial.json"), "[{\"half");
        Files.delete(gate.resolve("control.json"));
        var keptAt = Files.getLastModifiedTime(kept);

        Judgement judgement = GateRun.resume(gate, progress(), waiting());

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(keptAt);
        assertThat(Files.readString(gate.resolve("control.json"))).isEqualTo(before);
        assertThat(gate.resolve("forks/b03-c001-candidate/result.json")).exists();
    }

    @Test
    void aGateIsNotTakenUpWithAnotherJar() throws IOException {
        run(plan("original", "original", List.of(cell("other", "crash")), List.of()));
        Files.writeString(jar, "another one");
        assertThatThrownBy(() -> GateRun.resume(folder.resolve("gate"), System.out, waiting()))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining("expected the jar that the gate was begun with, found another one");
    }

    /** Who calibrates into a folder that has forks goes on with them, but not with those of another jar. */
    @Test
    void aCalibrationIsNotTakenUpWithAnotherJar() throws IOException {
        Path own = folder.resolve("gate");
        GatePlan plan = plan("original", "original", List.of(cell("other", "ok")), List.of());
        GateRun.blocks(plan, own, 2, progress(), waiting());
        assertThat(GateRun.blocks(plan, own, 2, progress(), waiting()).outcomes()).hasSize(1);
        GatePlan more = plan("original", "original", List.of(cell("more", "ok")), List.of());
        assertThatThrownBy(() -> GateRun.blocks(more, own, 2, progress(), waiting()))
                .isInstanceOf(WrongInputException.class).hasMessageContaining("the same list of benchmarks");

        Files.write(jar, new byte[] {0}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> GateRun.blocks(plan, own, 2, progress(), waiting()))
                .isInstanceOf(WrongInputException.class)
                .hasMessage(own.resolve("gate-run.json") + ": expected forks of the same jar, found those of another "
                        + "one; name another folder");
    }

    @Test
    void aRunningGateIsNotTakenUp() throws IOException {
        Path own = folder.resolve("gate");
        GatePlan plan = plan("original", "original", List.of(cell("other", "crash")), List.of());
        run(plan);
        ProcessLock running = ProcessLock.tryTake(own.resolve(GateFolder.LOCK), "");
        assertThatThrownBy(() -> GateRun.resume(own, progress(), waiting())).isInstanceOf(BusyException.class)
                .hasMessage("expected a stopped gate in " + own + ", found a running one, process "
                        + ProcessHandle.current().pid() + "; wait for its end, or stop it");
        assertThatThrownBy(() -> run(plan)).isInstanceOf(BusyException.class);
        running.close();
        assertThat(GateRun.resume(own, progress(), waiting()).verdict()).isEqualTo(Verdict.INVALID);
    }

    /** Time is taken while nobody else measures; counts are the same whatever else runs. */
    @Test
    void onlyTimeIsTakenAlone() throws IOException {
        ProcessLock other = ProcessLock.tryTake(MachineLock.file(), "other gate");
        Waiting atOnce = new Waiting("test", false, line -> { });
        GatePlan counts = plan("original", "original", List.of(), List.of(cell("other", "ok")));
        assertThat(GateRun.start(counts, folder.resolve("counts"), progress(), atOnce).verdict())
                .isEqualTo(Verdict.PASS);
        GatePlan time = plan("original", "original", List.of(cell("other", "ok")), List.of());
        assertThatThrownBy(() -> GateRun.start(time, folder.resolve("time"), progress(), atOnce))
                .isInstanceOf(BusyException.class).hasMessageContaining("(other gate)");
        Judgement waited = GateRun.start(time, folder.resolve("waited"), progress(),
                new Waiting("test", true, line -> close(other)));
        assertThat(waited.verdict()).isEqualTo(Verdict.PASS);
    }

    private static void close(ProcessLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JMH refuses to run beside another one. That is no verdict: the fork runs when the other has ended. */
    @Test
    void aForkThatJmhRefusesRunsAgain() throws Exception {
        Path lock = folder.resolve("jmh.lock");
        Process other = LockHolder.start(lock);
        Side side = side(Map.of("implementation", "original"), "-Dstub.lock=" + lock);
        GatePlan plan = new GatePlan("test", side, side, List.of(cell("other", "alone")), List.of(), WAITS, List.of(),
                0.10, 11,
                List.of());
        assertThatThrownBy(() -> GateRun.start(plan, folder.resolve("gate"), progress(),
                new Waiting("test", false, line -> { }))).isInstanceOf(BusyException.class)
                .hasMessageContaining("another JMH (lock: " + lock + ")");
        List<String> said = new ArrayList<>();
        Judgement judgement = GateRun.resume(folder.resolve("gate"), progress(), new Waiting("test", true, line -> {
            said.add(line);
            LockHolder.end(other);
        }));
        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(said).singleElement().asString().contains("another JMH", "waiting for its end");
    }

    @Test
    void cellsAreWhatBothSidesHave() throws IOException {
        CellFinder finder = new CellFinder(side("a"), side("b"), Map.of("size", List.of("1", "2")), SHOTS);
        List<GateCell> cells = finder.cells("Sample");
        assertThat(cells).hasSize(4);
        assertThat(cells).allSatisfy(c -> assertThat(c.params()).doesNotContainKey("implementation")
                .containsKey("behaviour"));
        assertThat(finder.cells("nothing")).isEmpty();
        assertThatThrownBy(() -> finder.cells(List.of(new GateFile.Entry("org.example.Sample.other",
                Map.of("absent", List.of("1")), SHOTS, 1)))).hasMessageContaining("expected one of the parameters")
                .hasMessageContaining("absent");
        assertThatThrownBy(() -> finder.cells(List.of(new GateFile.Entry("org.example.Gone.away", Map.of(), SHOTS, 1))))
                .hasMessageContaining("expected org.example.Gone.away in the jars");
    }

    /** The jar is asked, and hangs with a child that is a daemon. */
    @Test
    void aJarThatDoesNotAnswerIsEndedWithItsChildren() throws IOException {
        Path child = folder.resolve("child.pid");
        Side side = side(Map.of());
        assertThatThrownBy(() -> Benchmarks.of(side, StubJmh.HANGING_LIST + child, Duration.ofSeconds(3)))
                .isInstanceOf(WrongInputException.class).hasMessage(jar + ": expected a JMH jar that lists its "
                        + "benchmarks, found no end after 3 s; it was ended");
        if (Files.exists(Path.of("/proc/self/environ"))) {
            assertThat(ProcessHandle.of(Long.parseLong(Files.readString(child).strip()))
                    .filter(p -> p.info().command().isPresent())).isEmpty();
        }
    }

    /** The other side has only one benchmark: the rest says why it is not compared. */
    @Test
    void whatOneSideAloneHasIsExplained() throws IOException {
        Side less = new Side(StubJmh.jar(Files.createDirectory(folder.resolve("less")), List.of(LessJmh.class,
                StubJmh.class, StubJmh.Extras.class), List.of()), Jdk.current(), List.of(), Map.of());
        Side side = side(Map.of());
        for (boolean removed : new boolean[] {true, false}) {
            CellFinder finder = new CellFinder(removed ? side : less, removed ? less : side, Map.of(), SHOTS);
            assertThat(finder.cells("Sample")).isNotEmpty();
            assertThat(finder.unmatched()).singleElement().satisfies(u -> {
                assertThat(u.onlyBaseline()).isEqualTo(removed);
                assertThat(u.reason()).startsWith(removed ? "only in the baseline: it cannot be compared; if"
                        : "only in the candidate: there is nothing to compare it with yet");
            });
        }
    }

    /** Lists one benchmark less. */
    public static final class LessJmh {

        private LessJmh() {
        }

        /** Lists it whatever it is asked. */
        public static void main(String[] args) throws Exception {
            new StubJmh("size", (artifacts, params, iterations) -> { }).run("-lp", "Sample[.]other");
        }
    }

    @Test
    void aGateFileWithAnUnknownNameIsRefused() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"timd\": []}");
        assertThatThrownBy(() -> GateFile.read(bad)).hasMessageContaining("bad.json")
                .hasMessageContaining("found timd");
    }
}
