package org.tracepointlab.gate.command;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code history}: the scores of a project's benchmarks over its commits. */
@Command(name = "history", description = "Keep the scores of benchmarks over commits, and show since when they "
        + "changed.",
        subcommands = {HistoryAddCommand.class, HistoryImportCommand.class, HistoryReportCommand.class,
        HistoryOtavaCommand.class, HistorySimulateCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  ${COMMAND-FULL-NAME} add gates/20260102-030405",
            "  ${COMMAND-FULL-NAME} report --out history.html",
            "  ${COMMAND-FULL-NAME} COMMAND --help"})
public final class HistoryCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private final Path checkout;
    private final Path folder;

    /**
     * @param project whose checkout is asked for commits
     * @param folder in which it is run
     */
    public HistoryCommand(Project project, Path folder) {
        this.checkout = project.root();
        this.folder = folder;
    }

    Path checkout() {
        return checkout;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "history: expected one of "
                + String.join(", ", spec.subcommands().keySet()) + ", found none");
    }
}
