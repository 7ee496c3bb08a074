package org.tracepointlab.gate.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tracepointlab.gate.cause.CauseRun;
import org.tracepointlab.gate.cause.Failed;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.report.GateFiles;
import org.tracepointlab.gate.run.CellFinder;
import org.tracepointlab.gate.run.CountRules;
import org.tracepointlab.gate.run.GateCell;
import org.tracepointlab.gate.run.GateFolder;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.Side;
import org.tracepointlab.gate.run.Stop;
import org.tracepointlab.gate.run.WorkCell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: which methods make the candidate slower, without a gate or behind one. */
@Command(name = "explain", description = {"Record a fork of each side, count the work of each method, and say which "
        + "methods grew: cause.md, cause.json, and a flame graph for each benchmark. Decides nothing.",
    "With the folder of a gate whose jars are still there: of what FAILed in it."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the files are written", "64:wrong use", "65:a file is not what it has to be",
            "70:internal error", "75:somebody works in that folder"},
        footer = {"", "Examples:",
            "  ${COMMAND-FULL-NAME} --baseline-jar old.jar --candidate-jar new.jar --include MyBenchmark",
            "  ${COMMAND-FULL-NAME} --baseline HEAD~1 --include MyBenchmark -p size=1000",
            "  ${COMMAND-FULL-NAME} gates/20260102-030405"})
public final class ExplainCommand implements Callable<Integer> {

    private static final int MOST = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "GATE_FOLDER", description = "Folder of a gate.")
    private Path gate;

    @Mixin
    private Sides sides;

    @Mixin
    private Build build;

    @Option(names = "--include", paramLabel = "REGEX",
            description = "Benchmarks, by name; with a gate's folder: of those in it, whatever their verdict.")
    private String include;

    @Option(names = {"-p", "--param"}, paramLabel = "NAME=VALUES",
            description = "Values of a benchmark parameter on both sides, separated by commas.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--most", defaultValue = "" + CauseRun.MOST, paramLabel = "N",
            description = "Benchmarks that are explained, the worst first; the page names the others. Default: "
            + CauseRun.MOST + ".")
    private int most;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Where the files go; default: the gate's folder, or ${bundle:project.gates}.")
    private Path out;

    private final Project project;

    /** @param project what is taken where no option says otherwise */
    public ExplainCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        CalibrateCommand.checkRegex("--include", include);
        CalibrateCommand.check("--most", most, 1, MOST);
        if (gate != null) {
            return ofGate();
        }
        if (include == null) {
            throw new UsageException("--include", "the name of a benchmark, or the folder of a gate", "none");
        }
        if (sides.noBaseline()) {
            throw new UsageException("--baseline", "a commit, a --baseline-jar, or another difference between the "
                    + "sides", "nothing");
        }
        Side candidate = sides.candidate(project);
        Path folder = folder();
        Side baseline = sides.baseline(built(folder), candidate);
        List<GateCell> cells = cells(baseline, candidate);
        GatePlan plan = new GatePlan(sides.title(candidate, baseline), baseline, candidate, cells, List.of(),
                CountRules.NONE, List.of(), 0, 0, List.of());
        return write(plan, folder, cells.stream().map(cell -> new Failed(cell, 1)).toList());
    }

    private Path built(Path folder) throws WrongInputException {
        try {
            return build.built(sides.ref, project, folder, "explain", spec.commandLine().getOut());
        } catch (IOException e) {
            throw new WrongInputException("there is no baseline: " + e.getMessage(), e);
        }
    }

    private int ofGate() throws IOException {
        if (!sides.noBaseline() || !params.isEmpty()) {
            throw new UsageException("GATE_FOLDER", "no other sides or parameters beside it than the gate's",
                    gate.toString());
        }
        if (!Files.isRegularFile(gate.resolve(GatePlan.FILE))) {
            throw new UsageException("GATE_FOLDER", "the folder of a gate, with " + GatePlan.FILE + " in it",
                    gate.toString());
        }
        GatePlan plan = GatePlan.read(gate);
        if (plan.baseline() == null) {
            throw new UsageException("GATE_FOLDER", "a gate of two sides", "one of bounds alone, " + gate);
        }
        List<Failed> failed = include == null ? Failed.of(plan, verdict()) : included(plan);
        if (failed.isEmpty()) {
            throw new UsageException(include == null ? "GATE_FOLDER" : "--include", include == null
                    ? "a gate that FAILed (--include explains others)" : "the name of a benchmark of the gate",
                    include == null ? "no FAIL in " + gate : "'" + include + "'");
        }
        return write(plan, out == null ? gate : folder(), failed);
    }

    private JsonNode verdict() throws IOException {
        try {
            return Json.read(gate.resolve(GateFiles.VERDICT));
        } catch (NoSuchFileException e) {
            throw new UsageException("GATE_FOLDER", "a gate that has ended (--include explains its benchmarks anyway)",
                    "no " + GateFiles.VERDICT + " in " + gate, e);
        }
    }

    private List<Failed> included(GatePlan plan) {
        Pattern name = Pattern.compile(include);
        return Stream.of(plan.timed().stream(), plan.counted().stream(), plan.work().stream()
                .filter(work -> work.growth() == null).map(WorkCell::cell)).flatMap(cells -> cells)
                .filter(cell -> name.matcher(cell.benchmark()).find()).map(cell -> new Failed(cell, 1)).toList();
    }

    private Path folder() throws IOException {
        if (out == null) {
            return Folders.fresh(project.gates(), Folders.stamp(Instant.now()) + "-explain");
        }
        Path folder = out.toAbsolutePath().normalize();
        if (CauseRun.isIn(folder)) {
            throw new UsageException("--out", "a folder in which nothing was explained yet", folder.toString());
        }
        Project.requireWritable("--out", folder);
        return folder;
    }

    private List<GateCell> cells(Side baseline, Side candidate) throws IOException {
        Map<String, List<String>> given = new LinkedHashMap<>();
        params.forEach((name, values) -> given.put(name, List.of(values.split(",", -1))));
        CellFinder finder = new CellFinder(baseline, candidate, given, null);
        try {
            List<GateCell> cells = finder.cells(include);
            if (cells.isEmpty()) {
                throw new UsageException("--include", "the name of a benchmark that both jars have",
                        "'" + include + "'");
            }
            for (String name : given.keySet()) {
                if (cells.stream().noneMatch(cell -> cell.params().containsKey(name))) {
                    throw new UsageException("--param", "a parameter of the benchmarks", "'" + name + "'");
                }
            }
            return cells;
        } catch (IllegalArgumentException e) {
            throw new UsageException("--param", "parameters that the benchmarks have", e.getMessage(), e);
        }
    }

    private int write(GatePlan plan, Path folder, List<Failed> failed) throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        try (Stop stop = Stop.atExit()) {
            List<String> lines = GateFolder.alone(folder, () -> new CauseRun(plan, folder, System.out,
                    Waiting.patiently(spec.qualifiedName(), System.out), stop).run(failed, most));
            lines.forEach(line -> console.println("cause: " + line));
        }
        console.println("cause: files in " + Project.shown(folder));
        console.flush();
        return 0;
    }
}
