package org.tracepointlab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.report.ConsoleBars;
import org.tracepointlab.lab.report.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab show}: a run at a glance, on the terminal. Writes nothing. */
@Command(name = "show", description = "Print the summary of a finished run, with bars.",
        footer = {"", "Examples:", "  lab show", "  lab show results/showcase", "  lab show --json latest"})
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Parameters(arity = "0..1", defaultValue = Workspace.LATEST, paramLabel = "RUN_DIR",
            description = "Folder or id of a run, or latest; default: ${DEFAULT-VALUE}.")
    private String run;

    @Option(names = "--results", paramLabel = "DIR", description = "Folder of runs; default: results of the checkout.")
    private Path results;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = Workspace.find();
        Path home = workspace.results(results);
        RunData data = RunData.read(workspace.run(run, home), workspace.reference(home));
        output.text(ConsoleBars.of(data, Output.hasBlocks()));
        output.json(Figures.json(data));
        return 0;
    }
}
