package org.tracepointlab.harness.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tracepointlab.harness.core.AtomicFiles;
import org.tracepointlab.harness.core.Jdk;
import org.tracepointlab.harness.core.RunFolder;
import org.tracepointlab.harness.core.gate.Rule;
import org.tracepointlab.harness.core.gate.calibration.CalibrationTable;
import org.tracepointlab.harness.core.gate.calibration.MachineReport;
import org.tracepointlab.harness.core.gate.calibration.Noise;
import org.tracepointlab.harness.core.gate.calibration.Noises;
import org.tracepointlab.harness.core.gate.calibration.RecordedForks;
import org.tracepointlab.harness.core.gate.run.CellFinder;
import org.tracepointlab.harness.core.gate.run.CountRules;
import org.tracepointlab.harness.core.gate.run.GateCell;
import org.tracepointlab.harness.core.gate.run.GateFile;
import org.tracepointlab.harness.core.gate.run.GatePlan;
import org.tracepointlab.harness.core.gate.run.GateRun;
import org.tracepointlab.harness.core.gate.run.Side;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab calibrate}: how often the gate errs, on this machine or on simulated noise. */
@Command(name = "calibrate", description = "Run the baseline against itself: how often the gate errs here, and what it sees.",
        footer = {"", "Examples:", "  lab calibrate --change 5%%                what a change of 5%% takes on this machine",
            "  lab calibrate --simulate                 the table of error rates, on known noises",
            "  lab calibrate --live 10                  whole gates, of sides whose difference is known"})
final class CalibrateCommand implements Callable<Integer> {

    private static final String RECORDED = "showcase/gate-forks.csv";
    private static final String TABLE = "showcase/gate-calibration.md";
    @Spec
    private CommandSpec spec;

    @Option(names = "--simulate", description = "Run no benchmark: simulate, and write results/" + TABLE + ".")
    private boolean simulate;

    @Option(names = "--comparisons", defaultValue = "20000", paramLabel = "N",
            description = "Simulated comparisons for each rate; default: ${DEFAULT-VALUE}.")
    private int comparisons;

    @Option(names = "--seed", defaultValue = "6", paramLabel = "S",
            description = "Of the simulation, and of the order of the forks; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--blocks", defaultValue = "20", paramLabel = "N",
            description = "Blocks of three forks of the same code to run, 2 to 1000; default: ${DEFAULT-VALUE}.")
    private int blocks;

    @Option(names = "--change", paramLabel = "C", description = "Also say how many blocks it takes to detect this slowdown.")
    private String change;

    @Mixin
    private Margin margin;

    @Option(names = "--include", paramLabel = "REGEX", description = "Benchmarks; default: those that bench/gate.json times.")
    private String include;

    @Option(names = "--benchmarks-jar", paramLabel = "FILE",
            description = "JMH jar; default: bench/target/benchmarks.jar of the checkout.")
    private Path jar;

    @Option(names = "--live", paramLabel = "RUNS",
            description = "Run whole gates of bench/gate-proof.json instead: conditional against unconditional once, and this often, "
                    + "1 to 100, against itself and unconditional against --slower. Exit code 1 if the verdicts are not as they have to be.")
    private Integer live;

    @Option(names = "--gate-file", paramLabel = "FILE",
            description = "What is timed; default: bench/gate.json of the checkout, with --live bench/gate-proof.json.")
    private Path gateFile;

    @Option(names = "--slower", paramLabel = "NAME", description = "With --live: an implementation that is slower than unconditional.")
    private String slower;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Where the forks go; one that has some is gone on with. Default: results/gates/<time>-calibrate.")
    private Path out;

    @Option(names = "--results", paramLabel = "DIR", description = "Where results are; default: results of the checkout.")
    private Path results;

    @Override
    public Integer call() throws IOException {
        if (comparisons < 1) {
            throw new UsageException("--comparisons", "1 or more", "" + comparisons);
        }
        if (blocks < 2 || blocks > 1000) {
            throw new UsageException("--blocks", "2 to 1000", "" + blocks);
        }
        if (live != null && (live < 1 || live > 100)) {
            throw new UsageException("--live", "1 to 100 runs", "" + live);
        }
        if (live == null && slower != null) {
            throw new UsageException("--slower", "--live beside it", "none");
        }
        Workspace workspace = Workspace.find();
        Path home = workspace.results(results);
        if (live != null) {
            return live(workspace, home);
        }
        return simulate ? simulate(home) : machine(workspace, home);
    }

    private int simulate(Path home) throws IOException {
        List<Noise> noises = new ArrayList<>(Noises.computed());
        Path recorded = home.resolve(RECORDED);
        if (Files.exists(recorded)) {
            noises.add(RecordedForks.read(recorded));
        }
        Path table = home.resolve(TABLE);
        Files.createDirectories(table.getParent());
        AtomicFiles.write(table, new CalibrationTable(comparisons, seed).page(noises));
        PrintWriter console = spec.commandLine().getOut();
        console.println("table: " + table
                + (Files.exists(recorded) ? "" : " (without real forks: there is no " + recorded + ")"));
        console.flush();
        return 0;
    }

    private int live(Workspace workspace, Path home) throws IOException {
        Path folder = folder(home, "-live");
        GateFile file = timed(workspace, "bench/gate-proof.json");
        boolean shown = new LiveProof(workspace.benchmarksJar(jar), file, folder, System.out).run(slower, live, seed);
        PrintWriter console = spec.commandLine().getOut();
        console.println(Files.readString(folder.resolve(LiveProof.FILE)));
        console.println("files: " + folder);
        console.flush();
        return shown ? 0 : 1;
    }

    private GateFile timed(Workspace workspace, String usual) {
        Path file = gateFile != null ? gateFile : workspace.root().resolve(usual);
        try {
            return GateFile.read(file);
        } catch (IOException e) {
            throw new UsageException("--gate-file", "a file that says what is gated", e.getMessage(), e);
        }
    }

    private Path folder(Path home, String suffix) {
        return out != null ? out.toAbsolutePath().normalize() : home.resolve("gates").resolve(RunFolder.stamp(Instant.now()) + suffix);
    }

    private int machine(Workspace workspace, Path home) throws IOException {
        Rule rule = margin.rule();
        double wanted = change == null ? rule.needed() : Margin.fraction("--change", change);
        Side side = new Side(workspace.benchmarksJar(jar), Jdk.current(), List.of(), Map.of());
        CellFinder finder = new CellFinder(side, side, Map.of(), null);
        List<GateCell> cells = include != null ? finder.cells(include)
                : finder.cells(timed(workspace, "bench/gate.json").timed());
        if (cells.isEmpty()) {
            throw new UsageException("--include", "the name of a benchmark in " + side.jar(), "'" + include + "'");
        }
        Path folder = folder(home, "-calibrate");
        GatePlan plan = new GatePlan("the baseline against itself", side, side, cells, List.of(), CountRules.NONE,
                rule.margin(), seed, List.of());
        GateRun.blocks(plan, folder, blocks, System.out);
        MachineReport report = MachineReport.of(folder, rule, comparisons, seed, wanted);
        report.forks().write(folder.resolve("forks.csv"));
        AtomicFiles.write(folder.resolve("calibration.md"), report.markdown());
        PrintWriter console = spec.commandLine().getOut();
        console.println(report.markdown());
        console.println("files: " + folder);
        console.flush();
        return 0;
    }
}
