package org.tracepointlab.harness.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.harness.core.Latest;
import org.tracepointlab.harness.lab.chart.Charts;
import org.tracepointlab.harness.lab.data.RunData;
import org.tracepointlab.harness.lab.report.ConsoleTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab report}: draws charts and report of a finished run again, from its own files. */
@Command(name = "report", description = "Draw the charts and write the report of a finished run.",
        footer = {"", "Examples:", "  lab report", "  lab report results/runs/20260102-030405-default"})
final class ReportCommand implements Callable<Integer> {

    private static final String LATEST = "latest";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", defaultValue = LATEST, paramLabel = "RUN_DIR",
            description = "Folder of a run, or latest; default: ${DEFAULT-VALUE}.")
    private String run;

    @Option(names = "--results", paramLabel = "DIR", description = "Where runs are; default: results of the checkout.")
    private Path results;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = Workspace.find();
        Path home = workspace.results(results);
        Path folder = folder(home);
        Workspace.requireWritable(folder);
        RunData data = RunData.read(folder, workspace.reference(home));
        List<Charts.Outcome> charts = RunFiles.report(data);
        PrintWriter out = spec.commandLine().getOut();
        out.println(ConsoleTable.of(data));
        RunFiles.list(out, folder, charts);
        return 0;
    }

    private Path folder(Path home) {
        Path folder;
        try {
            folder = run.equals(LATEST) ? Latest.resolve(home) : Path.of(run).toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new UsageException("RUN_DIR", "a finished run", e.getMessage(), e);
        }
        if (!Files.isRegularFile(folder.resolve(RunData.JMH))) {
            throw new UsageException("RUN_DIR", "the folder of a run, with " + RunData.JMH + " in it", folder.toString());
        }
        return folder;
    }
}
