package org.tracepointlab.gate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.tracepointlab.gate.calibration.CalibrationTable;
import org.tracepointlab.gate.calibration.MachineReport;
import org.tracepointlab.gate.calibration.Noise;
import org.tracepointlab.gate.calibration.Noises;
import org.tracepointlab.gate.calibration.RecordedForks;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.run.CellFinder;
import org.tracepointlab.gate.run.GateCell;
import org.tracepointlab.gate.run.GateFile;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.GateRun;
import org.tracepointlab.gate.run.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calibrate}: how often the gate errs, on this machine or on simulated noise. */
@Command(name = "calibrate", description = "Run the baseline against itself: how often does the gate err here, and "
        + "what does it detect?",
        footer = {"", "Examples:",
            "  ${COMMAND-FULL-NAME} --change 5%%                what a change of 5%% takes on this machine",
            "  ${COMMAND-FULL-NAME} --simulate                 write the table of error rates, for known noise"})
public class CalibrateCommand implements Callable<Integer> {

    private static final String TABLE = "gate-calibration.md";

    @Spec
    private CommandSpec spec;

    @Option(names = "--simulate", description = "Run no benchmark: simulate, and write a table of error rates.")
    private boolean simulate;

    @Option(names = "--recorded", paramLabel = "FILE",
            description = "With --simulate: also draw from these forks, a forks.csv that an earlier calibration left.")
    private Path recorded;

    @Option(names = "--comparisons", defaultValue = "20000", paramLabel = "N",
            description = "Simulated comparisons for each rate; default: ${DEFAULT-VALUE}.")
    private int comparisons;

    @Option(names = "--seed", defaultValue = "6", paramLabel = "S",
            description = "Random seed of the simulation and the order of forks; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--blocks", defaultValue = "20", paramLabel = "N",
            description = "Blocks of three forks of the same code to run, 2 to 1000; default: ${DEFAULT-VALUE}.")
    private int blocks;

    @Option(names = "--change", paramLabel = "C", description =
            "Also say how many blocks it takes to detect this slowdown.")
    private String change;

    @Mixin
    private Margin margin;

    @Option(names = "--include", paramLabel = "REGEX",
            description = "Benchmarks; default: those that the gate file times.")
    private String include;

    @Option(names = "--benchmarks-jar", paramLabel = "FILE", description = "JMH jar; default: ${bundle:project.jar}.")
    private Path jar;

    @Option(names = "--gate-file", paramLabel = "FILE",
            description = "What is timed; default: ${bundle:project.gateFile}.")
    private Path gateFile;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Where the forks, or the table, go; a folder that has some forks is gone on with. Default:"
                    + " ${bundle:project.gates}-calibrate.")
    private Path out;

    @Mixin
    private Patience patience;

    private final Project project;

    /** @param project what is taken where no option says otherwise */
    public CalibrateCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        check("--comparisons", comparisons, 1, Integer.MAX_VALUE);
        check("--blocks", blocks, 2, 1000);
        checkRegex("--include", include);
        if (out != null) {
            Project.requireWritable("--out", out);
        }
        if (recorded != null && !simulate) {
            throw new UsageException("--recorded", "--simulate beside it", "none");
        }
        if (simulate) {
            simulate(recorded != null ? recorded : usualForks(),
                    out != null ? folder("").resolve(TABLE) : usualTable());
        } else {
            machine();
        }
        return 0;
    }

    /** @throws UsageException if this is no regular expression; null is left alone */
    static void checkRegex(String option, String regex) {
        try {
            Pattern.compile(regex == null ? "" : regex);
        } catch (PatternSyntaxException e) {
            throw new UsageException(option, "a regular expression", "'" + regex + "' (" + e.getDescription() + ")", e);
        }
    }

    /** @throws UsageException if the number is not within both, inclusive */
    static void check(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw new UsageException(option, most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most,
                    "" + number);
        }
    }

    /** Recorded forks to draw from where none are named, or null. */
    protected Path usualForks() {
        return null;
    }

    /** Where the table goes where no folder was named. */
    protected Path usualTable() throws IOException {
        return folder("-calibrate").resolve(TABLE);
    }

    /** What to do while another process measures. */
    protected final Waiting waiting() {
        return patience.waiting(System.out);
    }

    /** Seed of the order. */
    protected final long seed() {
        return seed;
    }

    /** The jar that was named, or the project's. */
    protected final Path jar() {
        return project.benchmarksJar("--benchmarks-jar", jar);
    }

    /** Folder that gets one folder for each calibration. */
    protected Path gates() {
        return project.gates();
    }

    /** The folder that was named, or a new one with this at the end of its name. */
    protected final Path folder(String suffix) throws IOException {
        return out != null ? out.toAbsolutePath().normalize()
                : Folders.fresh(gates(), Folders.stamp(Instant.now()) + suffix);
    }

    /** The gate file that was named, or this one. */
    protected final GateFile timed(Path usual) {
        try {
            return GateFile.read(gateFile != null ? gateFile : usual);
        } catch (IOException e) {
            throw new UsageException("--gate-file", "a file that lists gated benchmarks", e.getMessage(), e);
        }
    }

    /** Prints lines. */
    protected final void print(String... lines) {
        PrintWriter console = spec.commandLine().getOut();
        for (String line : lines) {
            console.println(line);
        }
        console.flush();
    }

    private void simulate(Path forks, Path table) throws IOException {
        List<Noise> noises = new ArrayList<>(Noises.computed());
        boolean real = forks != null && Files.exists(forks);
        if (real) {
            noises.add(recorded(forks));
        } else if (recorded != null) {
            throw new UsageException("--recorded", "a file of recorded forks", "none at " + recorded);
        }
        Files.createDirectories(table.getParent());
        AtomicFiles.write(table, new CalibrationTable(comparisons, seed, project.command()).page(noises));
        print("table: " + table + (real ? "" : " (without real forks" + (forks == null ? "" : ": there is no " + forks)
                + ")"));
    }

    private static Noise recorded(Path forks) {
        try {
            return RecordedForks.read(forks);
        } catch (IOException e) {
            throw new InputException(e);
        }
    }

    private void machine() throws IOException {
        Rule rule = margin.rule();
        double wanted = change == null ? rule.doubled() : Margin.fraction("--change", change);
        Side side = new Side(jar(), Jdk.current(), List.of(), Map.of());
        CellFinder finder = new CellFinder(side, side, Map.of(), null);
        GateFile file = include != null ? GateFile.NONE : timed(project.gateFile());
        List<GateCell> cells = include != null ? finder.cells(include) : finder.cells(file.timed());
        if (cells.isEmpty()) {
            throw new UsageException("--include", "the name of a benchmark in " + side.jar(), "'" + include + "'");
        }
        Path folder = folder("-calibrate");
        GatePlan plan = new GatePlan("the baseline against itself", side, side, cells, List.of(),
                file.counts().timedOnly(), List.of(),
                rule.margin(), seed, List.of());
        GateRun.blocks(plan, folder, blocks, System.out, waiting());
        MachineReport report = MachineReport.of(folder, rule, comparisons, seed, wanted);
        report.forks().write(folder.resolve("forks.csv"));
        AtomicFiles.write(folder.resolve("calibration.md"), report.markdown());
        print(report.markdown(), "files: " + Project.shown(folder));
    }
}
