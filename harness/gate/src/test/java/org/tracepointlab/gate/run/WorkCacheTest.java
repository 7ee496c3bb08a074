package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.StubJmh;
import org.tracepointlab.gate.rule.Verdict;

/** What was counted of a baseline once is taken again, for the same baseline alone. */
class WorkCacheTest extends OverAStub {

    private int gates;

    private Path cache() {
        return folder.resolve("cache");
    }

    private Side side(String behaviour, String... jvmArgs) {
        return side(Map.of("behaviour", behaviour), jvmArgs);
    }

    /** What the gate said of its baseline's counts, behind its verdict. */
    private String gate(Side baseline, Side candidate, long operations) throws IOException {
        return gate("org.example.Sample.other", baseline, candidate, operations);
    }

    private String gate(String benchmark, Side baseline, Side candidate, long operations) throws IOException {
        WorkCell cell = new WorkCell(new GateCell(benchmark, Map.of("size", "10"), SHOTS, 1),
                WorkRules.of(operations, 0.01), null);
        GatePlan plan = new GatePlan("test", baseline, candidate, List.of(), List.of(), CountRules.NONE,
                List.of(cell), 0.10, 11, List.of());
        printed.reset();
        Verdict verdict = GateRun.start(plan, folder.resolve("gate" + ++gates), progress(), waiting(),
                new Effort(null, WorkCache.in(cache()))).verdict();
        assertThat(said()).doesNotContain("candidate, counted before");
        return verdict + (said().contains("baseline, counted before") ? ", counted before" : "");
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> all = Files.list(cache())) {
            return all.toList();
        }
    }

    @Test
    void exactCountsOfTheSameBaselineAreCountedOnce() throws IOException {
        GatePlan plan = new GatePlan("test", side("ok"), side("ok"), List.of(), List.of(new GateCell(
                "org.example.Sample.other", Map.of("size", "10"), SHOTS, 1)), new CountRules(List.of("patches"),
                List.of()), List.of(), 0.10, 11, List.of());
        for (int i = 0; i < 2; i++) {
            printed.reset();
            assertThat(GateRun.start(plan, folder.resolve("gate" + ++gates), progress(), waiting(),
                    new Effort(null, WorkCache.in(cache()))).verdict()).isEqualTo(Verdict.PASS);
            assertThat(said().contains("baseline, counted before")).isEqualTo(i > 0);
            assertThat(said()).doesNotContain("candidate, counted before");
        }
        assertThat(kept()).hasSize(1);
    }

    @Test
    void theSameBaselineIsCountedOnce() throws IOException {
        assertThat(gate(side("ok"), side("ok"), 50)).isEqualTo("PASS");
        assertThat(kept()).singleElement().satisfies(fork -> assertThat(fork.getFileName().toString())
                .matches("[0-9a-f]{64}"));
        assertThat(gate(side("ok"), side("ok"), 50)).isEqualTo("PASS, counted before");
        // the second count of a FAIL is another fork, and is kept beside the first
        assertThat(gate(side("ok"), side("more"), 50)).isEqualTo("FAIL, counted before");
        assertThat(kept()).hasSize(2);
        assertThat(folder.resolve("gate3/forks/work-c001-1-baseline/result.json"))
                .hasSameBinaryContentAs(folder.resolve("gate1/forks/work-c001-1-baseline/result.json"));
        assertThat(folder.resolve("gate3/forks/work-c001-1-baseline/work/work-stub.json")).exists();
    }

    @Test
    void anotherBaselineIsNotTheSame() throws IOException {
        gate(side("ok"), side("ok"), 50);
        assertThat(gate(side("ok"), side("ok"), 51)).as("other operations").isEqualTo("PASS");
        assertThat(gate(side("ok", "-Da=b"), side("ok", "-Da=b"), 50)).as("other options").isEqualTo("PASS");
        assertThat(gate(side("less"), side("ok"), 50)).as("other parameters").isEqualTo("PASS");
        assertThat(gate("org.other.Sample.other", side("ok"), side("ok"), 50)).as("a class of the same name")
                .isEqualTo("PASS");
        jar = StubJmh.jar(Files.createDirectory(folder.resolve("other")),
                List.of(StubJmh.class, StubJmh.Extras.class, WorkCacheTest.class), List.of());
        assertThat(gate(side("ok"), side("ok"), 50)).as("another jar").isEqualTo("PASS");
        assertThat(kept()).hasSize(6);
    }

    @Test
    void nothingIsKeptOfAForkThatFailed() throws IOException {
        assertThat(gate(side("crash"), side("ok"), 50)).isEqualTo("INVALID");
        assertThat(cache()).doesNotExist();
    }
}
