package org.tracepointlab.gate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.history.Machine;
import org.tracepointlab.gate.history.OtavaCsv;
import org.tracepointlab.gate.history.Series;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code history otava}: the same numbers for Apache Otava. */
@Command(name = "otava", description = "Write tables that Apache Otava reads (tests of type csv), one a machine.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "64:wrong use", "65:a file is not what it has to be", "70:internal error"},
        footer = {"", "In otava.yaml: time_column: time, attributes: [commit, subject], and a metric a column. A table "
            + "has the benchmarks", "of its machine's newest commit, and the commits that have all of these.", "",
            "Examples:", "  ${COMMAND-FULL-NAME} --out otava"})
public final class HistoryOtavaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private HistoryCommand parent;

    @Mixin
    private HistoryFolder history;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "otava",
            description = "Where <fingerprint>.csv of each machine goes; default: ${DEFAULT-VALUE}.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Path here = parent.folder();
        Map<Machine, List<Series>> machines = new LinkedHashMap<>();
        Series.of(history.store(here).read()).forEach(series -> machines.computeIfAbsent(series.machine(),
                none -> new ArrayList<>()).add(series));
        if (machines.isEmpty()) {
            throw new WrongInputException(history.folder(here) + ": expected lines of a history, found none; add some "
                    + "with: history add");
        }
        Project.requireWritable("--out", here.resolve(out));
        PrintWriter console = spec.commandLine().getOut();
        for (Map.Entry<Machine, List<Series>> machine : machines.entrySet()) {
            Path file = here.resolve(out).resolve(machine.getKey().fingerprint() + ".csv");
            int[] rows = OtavaCsv.write(file, machine.getValue());
            console.println("history: " + Project.shown(file) + ": " + rows[0] + " commits on " + machine.getKey()
                    + (rows[1] == 0 ? "" : "; " + rows[1] + " left out, which lack a benchmark of the newest one"));
        }
        console.flush();
        return 0;
    }
}
