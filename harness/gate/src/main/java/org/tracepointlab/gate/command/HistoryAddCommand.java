package org.tracepointlab.gate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.history.Entry;
import org.tracepointlab.gate.history.HistoryStore;
import org.tracepointlab.gate.history.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code history add}: appends what a run found. */
@Command(name = "add", description = "Append what runs found, a line a benchmark; what is there already is not added "
        + "again.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "64:wrong use", "65:a file is not what it has to be; nothing of it is added",
            "70:internal error"},
        footer = {"", "A line belongs to this machine unless the run or --machine says otherwise: add on the machine "
            + "that measured.", "", "Examples:", "  ${COMMAND-FULL-NAME} gates/20260102-030405",
            "  ${COMMAND-FULL-NAME} result.json --commit HEAD~1 --history benchmark-history",
            "  ${COMMAND-FULL-NAME} result.json --commit 1a2b3c4 --commit-time 2026-01-31T12:00:00Z --machine lab-7"})
public final class HistoryAddCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private HistoryCommand parent;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of gates (their candidate), folders of runs "
            + "with jmh.json, and JMH results (-rf json).")
    private List<Path> runs;

    @Mixin
    private HistoryFolder history;

    @Mixin
    private CommitOptions options;

    @Override
    public Integer call() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path run : runs) {
            Path found = parent.folder().resolve(run);
            if (Files.notExists(found)) {
                throw new UsageException("RUN", "the folder of a gate or a run, or a JMH result", "none at " + found);
            }
            RunFiles files = new RunFiles(found, options.machine(null), history.notes());
            entries.addAll(files.read(options.commit(parent.checkout(), files.commit())));
        }
        HistoryStore.Added added = history.store(parent.folder()).add(entries);
        spec.commandLine().getOut().println(told(added));
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** "history: 3 lines added, 1 was there". */
    static String told(HistoryStore.Added added) {
        return "history: " + added.added() + (added.added() == 1 ? " line" : " lines") + " added"
                + (added.known() == 0 ? "" : ", " + added.known() + " there already");
    }
}
