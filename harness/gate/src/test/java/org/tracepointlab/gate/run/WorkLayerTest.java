package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.report.GateConsole;
import org.tracepointlab.gate.report.GateMarkdown;
import org.tracepointlab.gate.report.VerdictJson;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Layer;
import org.tracepointlab.gate.rule.Verdict;

/** The layer of work, over a stub whose counts are known. */
@Timeout(120)
class WorkLayerTest extends OverAStub {

    private static final WorkCell.Growing SIZE = new WorkCell.Growing("size", 10, 40, 0.05, false);


    private Side side(String behaviour) {
        return side(Map.of("behaviour", behaviour));
    }

    private static WorkCell cell(double margin, WorkCell.Growing growth) {
        Map<String, String> params = growth == null ? Map.of("size", "10") : Map.of();
        return new WorkCell(new GateCell("org.example.Sample.other", params, SHOTS, 1), WorkRules.of(50, margin),
                growth);
    }

    private Judgement run(String baseline, String candidate, WorkCell cell, List<GateCell> timed) throws IOException {
        GatePlan plan = new GatePlan("test", side(baseline), side(candidate), timed, List.of(), CountRules.NONE,
                List.of(cell), 0.10, 11, List.of());
        return start(plan);
    }

    private Judgement start(GatePlan plan) throws IOException {
        return GateRun.start(plan, folder.resolve("gate"), progress(), waiting());
    }

    private Judgement run(String baseline, String candidate, WorkCell cell) throws IOException {
        return run(baseline, candidate, cell, List.of());
    }

    @Test
    void moreWorkThanItsMarginFailsNamesTheMethodsAndSparesTheTime() throws IOException {
        Judgement judgement = run("ok", "more", cell(0.01, null),
                List.of(new GateCell("org.example.Sample.other", Map.of("size", "10"), SHOTS, 1)));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.counts(Layer.WORK)).hasSize(6);
        CountOutcome bytecodes = judgement.counts().get(0);
        assertThat(bytecodes.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(bytecodes.reason())
                .isEqualTo("1,050 for each operation, 1,000 in the baseline (+5.00%, margin 1.0%)");
        assertThat(bytecodes.methods()).containsExactly("a.A.more()V +50.0");
        assertThat(judgement.outcomes()).singleElement()
                .satisfies(o -> assertThat(o.reason()).isEqualTo("not measured: the counts FAIL"));
        assertThat(GateConsole.lines(judgement)).contains("5 of 6 work counts are as required",
                "               grew in a.A.more()V +50.0");
        assertThat(GateMarkdown.summary(judgement)).contains("### Work counts", "grew most: a.A.more()V");
        JsonNode json = VerdictJson.of(judgement).path("work").get(0);
        assertThat(json.path("before").asDouble()).isEqualTo(1000);
        assertThat(json.path("after").asDouble()).isEqualTo(1050);
        assertThat(json.path("methods").get(0).asText()).startsWith("a.A.more()V");
    }

    @Test
    void theFirstFailEndsAGateThatIsToFailFast() throws IOException {
        List<WorkCell> cells = new ArrayList<>();
        for (long operations = 50; operations < 70; operations++) { // more of them than threads that count
            cells.add(new WorkCell(cell(0.01, null).cell(), WorkRules.of(operations, 0.01), null));
        }
        GatePlan plan = new GatePlan("test", side("ok"), side("more"), List.of(), List.of(), CountRules.NONE, cells,
                0.10, 11, List.of());
        Judgement judgement = GateRun.start(plan, folder.resolve("gate"), progress(), waiting(),
                new Effort(null, WorkCache.NONE, new Stop(), true));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judgement.counts()).hasSizeBetween(6, 6 * Runtime.getRuntime().availableProcessors() * 2);
        assertThat(GateConsole.lines(judgement)).contains(Judgement.NOT_ALL);
        assertThat(GateMarkdown.comment(judgement)).contains(Judgement.NOT_ALL);
        assertThat(VerdictJson.of(judgement).toString()).contains("\"failFast\":true");
    }

    @Test
    void workWithinItsMarginPassesAndSoDoesLessOfIt() throws IOException {
        assertThat(run("ok", "more", cell(0.05, null)).verdict()).isEqualTo(Verdict.PASS);
        folder = Files.createDirectory(folder.resolve("less"));
        assertThat(run("more", "ok", cell(0, null)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void whatIsMoreInOneForkOnlyIsNone() throws IOException {
        Judgement judgement = run("ok", "once", cell(0.01, null));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(folder.resolve("gate/forks/work-c001-2-candidate/result.json")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none ok", "ok none", "none none"})
    void aCountThatIsNotThereIsInvalid(String sides) throws IOException {
        Judgement judgement = run(sides.split(" ")[0], sides.split(" ")[1], cell(0.01, null));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.counts()).hasSize(6).allSatisfy(c ->
                assertThat(c.reason()).startsWith("expected a count of both sides, found "));
    }

    /** As a full disk is: no verdict, and no other error than where forks run one after the other. */
    @Test
    void aFolderThatCannotBeWrittenStaysAnErrorOfFiles() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("gate")).resolve("forks"), "no folder");

        assertThatThrownBy(() -> run("ok", "ok", cell(0.01, null))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aForkThatFailsIsInvalid() throws IOException {
        Judgement judgement = run("ok", "crash", cell(0.01, null));

        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.counts()).singleElement().satisfies(c ->
                assertThat(c.reason()).contains("exit code 3", "log.txt"));
    }

    @Test
    void aScanOverAllElementsIsAFindingOfItsOwn() throws IOException {
        Judgement judgement = run("ok", "scan", cell(0.01, SIZE));

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        CountOutcome bytecodes = judgement.counts(Layer.GROWTH).get(0);
        assertThat(bytecodes.reason()).isEqualTo(
                "400.000 for each of 40 size, 100.000 for each of 10 (+300.00%, margin 5.0%)");
        assertThat(bytecodes.methods()).first().asString().startsWith("a.A.more()V");
    }

    @Test
    void whatGrewBeforeIsNoneOfTheCandidates() throws IOException {
        Judgement judgement = run("scan", "scan", cell(0.01, SIZE));

        assertThat(judgement.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement.counts().get(0).reason()).endsWith("the baseline's grows as well");
        folder = Files.createDirectory(folder.resolve("no-growth"));
        assertThat(run("ok", "more", cell(0.01, SIZE)).verdict()).as("5% more, however many").isEqualTo(Verdict.PASS);
    }

    @Test
    void aGateOfWorkCanBeTakenUp() throws IOException {
        Judgement first = run("ok", "scan", cell(0.02, SIZE));
        Files.delete(folder.resolve("gate/forks/work-c002-1-candidate/result.json"));

        Judgement second = GateRun.resume(folder.resolve("gate"), progress(),
                waiting());

        assertThat(second.counts()).isEqualTo(first.counts());
    }

    @Test
    void growthTakesForksThatWorkHasRun() throws IOException {
        GatePlan plan = new GatePlan("test", side("ok"), side("ok"), List.of(), List.of(), CountRules.NONE,
                List.of(cell(0.01, null), cell(0.01, SIZE)), 0.10, 11, List.of());

        Judgement judgement = start(plan);

        assertThat(judgement.counts()).hasSize(12);
        assertThat(folder.resolve("gate/forks").toFile().list()).hasSize(4);
    }

    @Test
    void theFileSaysWhatIsJudgedAndHow() throws IOException {
        Path file = Files.writeString(folder.resolve("gate.json"), """
                {"work": [{"benchmark": "org.example.Sample.other", "params": {"size": ["1", "2"]}, "ops": 7,
                    "margin": 0.02, "margins": {"work.objects": 0, "work.vm.safepoints": 0.5}}],
                 "growth": [{"benchmark": "org.example.Sample.other", "param": "size", "from": 5, "to": 20}]}""");
        List<WorkCell> cells = new CellFinder(side("ok"), side("ok"), Map.of(), null).work(GateFile.read(file).work());

        assertThat(cells).hasSize(2 * 2 + 2);
        WorkRules rules = cells.get(0).rules();
        assertThat(rules.operations()).isEqualTo(7);
        assertThat(rules.margins()).containsEntry("work.bytecodes", 0.02).containsEntry("work.objects", 0.0)
                .containsEntry("work.vm.safepoints", 0.5).hasSize(7);
        assertThat(rules.ofTheMachine()).isTrue();
        WorkCell growing = cells.get(cells.size() - 1);
        assertThat(growing.growth()).isEqualTo(new WorkCell.Growing("size", 5, 20, 0.05, false));
        assertThat(growing.at(20).params()).containsEntry("size", "20");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"work\": [{\"benchmark\": \"a.B.c\", \"ops\": 0}]}|expected ops of 1 or more",
        "{\"work\": [{\"benchmark\": \"a.B.c\", \"ops\": \"many\"}]}|expected a number for ops",
        "{\"work\": [{\"benchmark\": \"a.B.c\", \"margin\": -1}]}|expected a margin of 0 or more",
        "{\"work\": [{\"benchmark\": \"a.B.c\", \"margins\": {\"waits\": 1}}]}|expected the name of a metric",
        "{\"work\": [{\"benchmark\": \"a.B.c\", \"from\": 1}]}|expected one of ",
        "{\"growth\": [{\"benchmark\": \"a.B.c\"}]}|expected growth of a param",
        "{\"growth\": [{\"benchmark\": \"a.B.c\", \"param\": \"n\", \"from\": 4, \"to\": 4}]}|expected numbers of n",
    })
    void whatCannotBeJudgedIsRefused(String fileAndReason) throws IOException {
        String[] parts = fileAndReason.split("\\|");
        Path file = Files.writeString(folder.resolve("bad.json"), parts[0]);
        assertThatThrownBy(() -> GateFile.read(file)).isInstanceOf(IOException.class).hasMessageContaining("bad.json")
                .hasMessageContaining(parts[1]);
    }
}
