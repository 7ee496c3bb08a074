package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts of work and of allocation in finished JMH results. */
class WorkComparisonTest {

    @TempDir
    Path folder;
    private int files;

    private List<JmhResult> file(String secondary) throws IOException {
        return JmhFile.read(Files.writeString(folder.resolve(files++ + ".json"), """
                [{"benchmark": "a.B.c", "mode": "avgt", "params": {"n": "1"},
                  "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[1.0, 1.1]]},
                  "secondaryMetrics": {%s}}]""".formatted(secondary)));
    }

    private static String metric(String name, String values) {
        return "\"%s\": {\"score\": 1, \"scoreUnit\": \"x/op\", \"rawData\": [[%s]]}".formatted(name, values);
    }

    private static List<CountOutcome> compare(List<JmhResult> before, List<JmhResult> after) {
        return WorkComparison.compare(WorkRule.of(0.01), null, before, after);
    }

    @Test
    void moreWorkFailsAndItsTimeIsNotJudged() throws IOException {
        List<JmhResult> before = file(metric("work.bytecodes", "100, 100, 900") + ","
                + metric("work.notes", "\"NaN\""));
        List<JmhResult> after = file(metric("work.bytecodes", "102, 102, 102"));

        assertThat(compare(before, after)).singleElement().satisfies(o -> {
            assertThat(o.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(o.reason()).isEqualTo("102 for each operation, 100 in the baseline (+2.00%, margin 1.0%)");
        });
        assertThat(compare(after, before)).extracting(CountOutcome::verdict).containsExactly(Verdict.PASS);
        assertThat(new FileComparison(new Rule(0.1), Set.of(), null).compare(before, after)).isEmpty();
    }

    @Test
    void allocationIsJudgedUnderBothOfItsNames() throws IOException {
        List<JmhResult> before = file(metric("\u00b7gc.alloc.rate.norm", "24.001, 24.002"));

        assertThat(compare(before, file(metric("gc.alloc.rate.norm", "40.0, 40.0"))))
                .extracting(CountOutcome::verdict).containsExactly(Verdict.FAIL);
        assertThat(compare(before, file(metric("gc.alloc.rate.norm", "24.5, 24.5"))))
                .as("half a byte is no object").extracting(CountOutcome::verdict).containsExactly(Verdict.PASS);
        assertThat(new FileComparison(new Rule(0.1), Set.of(), null).compare(before, before)).hasSize(1);
    }

    @Test
    void aCountOfOneSideAloneIsInvalid() throws IOException {
        List<JmhResult> with = file(metric("work.calls", "1, 1"));
        for (String without : List.of("", metric("work.calls", "1, \"NaN\""), metric("work.calls", ""))) {
            List<JmhResult> other = file(without);
            assertThat(compare(with, other)).extracting(CountOutcome::verdict).containsExactly(Verdict.INVALID);
            assertThat(compare(other, with)).extracting(CountOutcome::verdict).containsExactly(Verdict.INVALID);
        }
    }

    @Test
    void fromNoneIsMoreAndALittleIsNone() {
        WorkRule rule = WorkRule.of(0.01);
        assertThat(rule.exceeds("work.objects", 0, 1)).isTrue();
        assertThat(rule.exceeds("work.objects", 0, 0.009)).isFalse();
        assertThat(rule.reason("work.objects", 0, 1)).contains("from none");
        assertThat(new WorkRule(Map.of("work.objects", 0.0)).exceeds("work.objects", 10, 10.02)).isTrue();
    }
}
