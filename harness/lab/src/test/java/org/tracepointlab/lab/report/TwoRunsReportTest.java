package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.chart.TwoRunsChart;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SyntheticRun;
import org.tracepointlab.lab.data.TwoRuns;
import org.tracepointlab.lab.run.Measurement;

class TwoRunsReportTest {

    @TempDir
    Path folder;

    private TwoRuns runs(SyntheticRun run, double slower) throws IOException {
        List<Measurement> b = run.measurements().stream().map(m -> new Measurement(m.benchmark(), m.mode(), m.unit(),
                m.params(), m.fork(), m.iteration(), m.score() * slower, m.samples(), m.metrics())).toList();
        return TwoRuns.of(run.data(folder), RunData.of(folder, Json.object(), b, SyntheticRun.REFERENCE));
    }

    @Test
    void noLineIsWiderThanATerminal() throws IOException {
        SyntheticRun run = SyntheticRun.likeDefault().teardown("one-of-a-long-name-by-somebody-else",
                "a-flavour-of-a-long-name-too", 1000, 123_456, 3, 3).teardown("x".repeat(300), "mb", 1, 1, 0, 1);
        String text = TwoRunsReport.plain(runs(run, 1.5));
        assertThat(text.lines()).allMatch(l -> l.length() <= 120, "at most 120 columns").hasSizeGreaterThan(50);
        assertThat(text).contains("hz=1000", "unconditional", "tracepoints=1962", " 1.500",
                "one-of-a-long-name-by-somebody-else", "tracepoints=123456");
    }

    @Test
    void twoValuesThatAreShownAsOneHaveNoRatio() throws IOException {
        SyntheticRun run = new SyntheticRun().teardown("conditional", "kernel", 1000, 100, 0, 1);
        assertThat(TwoRunsReport.plain(runs(run, 1.0001)).lines().toList().get(1)).endsWith(" -");
        assertThat(TwoRunsReport.plain(runs(run, 1.02)).lines().toList().get(1)).endsWith(" 1.020");
    }

    @Test
    void thePageShowsBothRunsInOneChart() throws IOException {
        TwoRuns runs = runs(SyntheticRun.likeDefault(), 1.2);
        Charts.Outcome chart = TwoRunsChart.draw(runs, folder.resolve("compare.png"));
        assertThat(TwoRunsReport.html(runs, chart)).contains("<figure>", "A, conditional", "B, conditional", "1.200",
                "unconditional kernel hz=1000 tracepoints=1962");
        assertThat(folder.resolve("compare.svg")).exists();
        TwoRuns none = runs(new SyntheticRun(), 1);
        assertThat(TwoRunsReport.html(none, TwoRunsChart.draw(none, folder.resolve("compare.png"))))
                .doesNotContain("<figure>", "<img");
        assertThat(Files.exists(folder.resolve("compare.png"))).isFalse();
    }
}
