package org.tracepointlab.gate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.history.BenchmarkData;
import org.tracepointlab.gate.history.Entry;
import org.tracepointlab.gate.history.Machine;
import org.tracepointlab.gate.history.RunFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code history import}: appends what other tools kept, and results from other machines. */
@Command(name = "import", description = "Append the data.js of github-action-benchmark, or JMH results of elsewhere.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "64:wrong use", "65:a file is not what it has to be; nothing is added",
            "70:internal error"},
        footer = {"", "A data.js has its commits in it; the options on commits are for JMH results.", "", "Examples:",
            "  ${COMMAND-FULL-NAME} dev/bench/data.js --machine github-ubuntu",
            "  ${COMMAND-FULL-NAME} result.json --commit 1a2b3c4 --commit-time 2026-01-31T12:00:00Z --machine lab-7"})
public final class HistoryImportCommand implements Callable<Integer> {

    private static final Machine ELSEWHERE = Machine.named("imported");

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private HistoryCommand parent;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files named *.js, and JMH results.")
    private List<Path> files;

    @Mixin
    private HistoryFolder history;

    @Mixin
    private CommitOptions options;

    @Override
    public Integer call() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Machine machine = options.machine(ELSEWHERE);
        for (Path name : files) {
            Path file = parent.folder().resolve(name);
            if (!Files.isRegularFile(file)) {
                throw new UsageException("FILE", "a data.js or a JMH result", "none at " + file);
            }
            entries.addAll(BenchmarkData.is(file) ? BenchmarkData.read(file, machine, history.notes())
                    : new RunFiles(file, machine, history.notes()).read(options.commit(parent.checkout(),
                    Optional.empty())));
        }
        spec.commandLine().getOut().println(HistoryAddCommand.told(history.store(parent.folder())
                .add(entries)));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
