package org.tracepointlab.gate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.calibration.BakeOff;
import org.tracepointlab.gate.calibration.BakeOffPage;
import org.tracepointlab.gate.calibration.ForkTable;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.rule.Rule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bakeoff}: this gate's rule and those in use, on the same forks of unchanged code. */
@Command(name = "bakeoff", description = "Try this gate's rule and those in use on recorded forks of unchanged code.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "64:wrong use", "65:a file is not what it has to be", "70:internal error"},
        footer = {"",
        "FORKS is a table with one row a fork (columns benchmark and fork, and one for each iteration), a forks.csv "
        + "that",
            "calibrate left, a JMH result, or a folder of JMH results. A public set: jmh.tar.gz of Zenodo 5961018 "
            + "(586 benchmarks of",
            "30 projects, 10 forks of 3,000 iterations of 0.1 s), which this reads unpacked:",
            "  ${COMMAND-FULL-NAME} data/jmh --skip 300 --group 10 --iterations 20"})
public final class BakeOffCommand implements Callable<Integer> {

    private static final int MOST = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "FORKS",
            description = "Forks of unchanged code, four or more of each benchmark.")
    private Path forks;

    @Option(names = "--margin", paramLabel = "M", defaultValue = "5%",
            description = "Of this gate's rule; default: 5%%.")
    private String margin;

    @Option(names = "--forks", paramLabel = "N", description =
            "Forks a side; default: half of those that each benchmark has.")
    private Integer side;

    @Option(names = "--deals", defaultValue = "20", paramLabel = "N",
            description = "How often each benchmark's forks are dealt; default: ${DEFAULT-VALUE}.")
    private int deals;

    @Option(names = "--suites", defaultValue = "1000", paramLabel = "N",
            description = "Suites of 20 that are drawn; default: ${DEFAULT-VALUE}.")
    private int suites;

    @Option(names = "--seed", defaultValue = "6", paramLabel = "S",
            description = "Of the dealing; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--skip", defaultValue = "0", paramLabel = "N",
            description = "Iterations of JMH results to leave out at the start.")
    private int skip;

    @Option(names = "--group", defaultValue = "1", paramLabel = "N",
            description = "Iterations of JMH results to average into one.")
    private int group;

    @Option(names = "--iterations", defaultValue = "1000000", paramLabel = "N",
            description = "Iterations a fork, then, at most.")
    private int iterations;

    @Option(names = "--out", paramLabel = "DIR", description =
            "Where bakeoff.md and bakeoff.csv go; default: printed alone.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        CalibrateCommand.check("--deals", deals, 1, MOST);
        CalibrateCommand.check("--suites", suites, 1, MOST);
        CalibrateCommand.check("--skip", skip, 0, MOST);
        CalibrateCommand.check("--group", group, 1, MOST);
        CalibrateCommand.check("--iterations", iterations, 1, MOST);
        Rule rule = new Rule(Margin.fraction("--margin", margin));
        ForkTable table = read();
        int half = table.fewestForks() / 2;
        int each = side == null ? half : side;
        if (each < 2 || each > half) {
            throw new UsageException("--forks", "2 to " + half + ", half of what each benchmark has", "" + each);
        }
        BakeOff bakeOff = new BakeOff(table, rule, each, seed);
        BakeOffPage page = new BakeOffPage(table, rule, each, seed, bakeOff.single(deals),
                table.benchmarks().size() < BakeOff.SUITE ? null : bakeOff.suites(suites));
        print(page.markdown(command()), page);
        return 0;
    }

    private ForkTable read() {
        try {
            return ForkTable.read(forks, new ForkTable.Cut(skip, group, iterations));
        } catch (IOException e) {
            throw new InputException(e);
        }
    }

    /** How the page is made again; the folder of the forks is nobody else's. */
    private String command() {
        StringBuilder command = new StringBuilder(spec.qualifiedName()).append(' ').append(forks.getFileName());
        for (OptionSpec given : spec.commandLine().getParseResult().matchedOptions()) {
            if (!given.longestName().equals("--out") && given.getValue() != null) {
                command.append(' ').append(given.longestName()).append(' ').append(given.<Object>getValue());
            }
        }
        return command.toString();
    }

    private void print(String text, BakeOffPage page) throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        console.println(text);
        if (out != null) {
            Project.requireWritable("--out", out);
            AtomicFiles.write(out.resolve("bakeoff.md"), text);
            Csv.write(out.resolve("bakeoff.csv"), BakeOffPage.COLUMNS, page.csv());
            console.println("files: " + out.resolve("bakeoff.md") + ", " + out.resolve("bakeoff.csv"));
        }
        console.flush();
    }
}
