package org.tracepointlab.gate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.history.Entry;
import org.tracepointlab.gate.history.HistoryPage;
import org.tracepointlab.gate.history.Series;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code history report}: what changed last, and a page with a chart a benchmark. */
@Command(name = "report", description = "Say what changed last, and draw a page that needs nothing but itself.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "64:wrong use", "65:a file is not what it has to be", "70:internal error"},
        footer = {"", "Examples:", "  ${COMMAND-FULL-NAME}",
            "  ${COMMAND-FULL-NAME} --history benchmark-history --out site/index.html --title 'Benchmarks of main'"})
public final class HistoryReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private HistoryCommand parent;

    @Mixin
    private HistoryFolder history;

    @Option(names = "--out", paramLabel = "FILE", description = "The page; default: index.html in the history.")
    private Path out;

    @Option(names = "--title", paramLabel = "TEXT", defaultValue = "Benchmark history",
            description = "Title of the page; default: ${DEFAULT-VALUE}.")
    private String title;

    @Override
    public Integer call() throws IOException {
        Path here = parent.folder();
        List<Entry> entries = history.store(here).read();
        if (entries.isEmpty()) {
            throw new WrongInputException(history.folder(here) + ": expected lines of a history, found none; add some "
                    + "with: history add");
        }
        HistoryPage page = new HistoryPage(title, Series.of(entries));
        Path file = out == null ? history.folder(here).resolve("index.html") : here.resolve(out);
        Project.requireWritable("--out", file.toAbsolutePath().getParent());
        AtomicFiles.write(file, page.html());
        PrintWriter console = spec.commandLine().getOut();
        console.println("history: " + page.words());
        console.println("history: page in " + Project.shown(file));
        console.flush();
        return 0;
    }
}
