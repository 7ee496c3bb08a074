package org.tracepointlab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.report.ConsoleTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab report}: draws charts and report of a finished run again, from its own files. */
@Command(name = "report", description = "Draw the charts and write the report of a finished run.",
        footer = {"", "Examples:", "  lab report", "  lab report results/runs/20260102-030405-default",
        "  lab report --json latest"})
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Parameters(arity = "0..1", defaultValue = Workspace.LATEST, paramLabel = "RUN_DIR",
            description = "Folder of a run, or latest; default: ${DEFAULT-VALUE}.")
    private String run;

    @Option(names = "--results", paramLabel = "DIR", description = "Folder of runs; default: results of the checkout.")
    private Path results;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = Workspace.find();
        Path home = workspace.results(results);
        Path folder = workspace.run(run, home);
        Project.requireWritable("RUN_DIR", folder);
        RunData data = RunData.read(folder, workspace.reference(home));
        List<Charts.Outcome> charts = RunFiles.report(data);
        output.text(ConsoleTable.of(data));
        output.text(RunFiles.list(folder, charts));
        output.json(RunFiles.json(data, folder, charts));
        return 0;
    }
}
