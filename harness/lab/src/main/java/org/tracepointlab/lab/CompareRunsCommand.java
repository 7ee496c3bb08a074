package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.chart.TwoRunsChart;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.TwoRuns;
import org.tracepointlab.lab.report.TwoRunsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab compare-runs}: two runs side by side. It decides nothing: that is what gates are for. */
@Command(name = "compare-runs", description = {"Compare two finished runs side by side: CSV, chart and page.",
    "The comparison does not decide whether something got slower: two runs one after the other cannot show that."},
        footer = {"", "Examples:", "  lab compare-runs results/showcase latest",
            "  lab compare-runs 20260102-030405-default 20260103-030405-default --out compared"})
final class CompareRunsCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "RUN_A", description = "Folder or id of a run, or latest.")
    private String a;

    @Parameters(index = "1", paramLabel = "RUN_B", description = "Folder or id of the other run, or latest.")
    private String b;

    @Option(names = "--out", paramLabel = "DIR", description = "Output folder; default: results/compared/A-B.")
    private Path out;

    @Option(names = "--results", paramLabel = "DIR", description = "Folder of runs; default: results of the checkout.")
    private Path results;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = Workspace.find();
        Path home = workspace.results(results);
        RunData first = RunData.read(workspace.run(a, home), workspace.reference(home));
        RunData second = RunData.read(workspace.run(b, home), workspace.reference(home));
        Path folder = out != null ? out.toAbsolutePath().normalize() : home.resolve("compared").resolve(
                first.folder().getFileName() + "-" + second.folder().getFileName());
        Project.requireWritable("--out", folder);
        TwoRuns runs = TwoRuns.of(first, second);
        runs.write(folder.resolve("compare.csv"));
        Charts.Outcome chart = TwoRunsChart.draw(runs, folder.resolve("compare.png"));
        AtomicFiles.write(folder.resolve("compare.html"), TwoRunsReport.html(runs, chart));
        output.text(TwoRunsReport.plain(runs));
        output.text("page:   " + folder.resolve("compare.html") + "\ncsv:    " + folder.resolve("compare.csv")
                + "\nchart:  "
                + (chart.drawn() ? folder.resolve("compare.png").toString()
                : "compare.png skipped: " + chart.missing()));
        ObjectNode json = Json.object().put("a", first.folder().toString()).put("b", second.folder().toString())
                .put("out", folder.toString()).put("cells", runs.both().size()).put("onlyInA", runs.onlyInA().size())
                .put("onlyInB", runs.onlyInB().size());
        List.copyOf(runs.both()).forEach(c -> json.withArray("ratios").addObject().put("benchmark", c.benchmark())
                .put("params", c.params()).put("unit", c.unit()).put("a", c.a().median()).put("b", c.b().median())
                .put("ratio", c.ratio()));
        output.json(json);
        return 0;
    }
}
