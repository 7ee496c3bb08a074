package org.tracepointlab.gate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.history.HistoryStore;
import org.tracepointlab.gate.history.Simulation;
import org.tracepointlab.gate.history.Synthetic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code history simulate}: how often change points are false, and which ones are found. */
@Command(name = "simulate", description = "Say how often change points are false and which are found, in simulation; "
        + "or make a history up.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "64:wrong use", "70:internal error"},
        footer = {"", "Examples:", "  ${COMMAND-FULL-NAME} --out change-points.md",
            "  ${COMMAND-FULL-NAME} --into synthetic --commits 200"})
public final class HistorySimulateCommand implements Callable<Integer> {

    private static final int MOST = 1_000_000;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private HistoryCommand parent;

    @Option(names = "--series", defaultValue = "10000", paramLabel = "N",
            description = "Series of each row; default: ${DEFAULT-VALUE}.")
    private int series;

    @Option(names = "--seed", defaultValue = "20", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the figures go; default: printed alone.")
    private Path out;

    @Option(names = "--into", paramLabel = "DIR",
            description = "In place of all that: add a made-up history with known changes to this one.")
    private Path into;

    @Option(names = "--commits", defaultValue = "200", paramLabel = "N",
            description = "Commits of that; default: ${DEFAULT-VALUE}.")
    private int commits;

    @Override
    public Integer call() throws IOException {
        CalibrateCommand.check("--series", series, 1, MOST);
        CalibrateCommand.check("--commits", commits, 1, MOST);
        Path here = parent.folder();
        PrintWriter console = spec.commandLine().getOut();
        if (into != null) {
            HistoryStore store = new HistoryStore(here.resolve(into), console::println);
            console.println(HistoryAddCommand.told(store.add(Synthetic.history(commits, seed))));
        } else {
            String page = new Simulation(series, seed).page(spec.qualifiedName());
            console.print(page);
            if (out != null) {
                Path file = here.resolve(out).toAbsolutePath();
                Project.requireWritable("--out", file.getParent());
                AtomicFiles.write(file, page);
            }
        }
        console.flush();
        return 0;
    }
}
