package org.tracepointlab.gate.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.run.CellFinder;
import org.tracepointlab.gate.run.GateCell;
import org.tracepointlab.gate.run.GateFile;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.Side;
import org.tracepointlab.gate.run.WorkCell;
import picocli.CommandLine.Option;

/** The options that say which benchmarks are gated, and how long each runs. */
final class Scope {

    @Option(names = "--include", paramLabel = "REGEX",
            description = "Benchmarks to be gated, by name; default: those of the gate file.")
    private String include;

    @Option(names = {"-p", "--param"}, paramLabel = "NAME=VALUES",
            description = "Values of a benchmark parameter on both sides, separated by commas.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Option(names = "--warmups", paramLabel = "N",
            description = "Warm-up iterations of a fork; default: the benchmark's.")
    private Integer warmups;

    @Option(names = "--iterations", paramLabel = "N",
            description = "Measured iterations of a fork; default: the benchmark's.")
    private Integer iterations;

    @Option(names = "--time", defaultValue = "", paramLabel = "T", description = "Length of an iteration, like 200ms.")
    private String time;

    @Option(names = "--ops", defaultValue = "100", paramLabel = "N",
            description = "With --include, where work is counted: operations of an iteration; default: 100.")
    private long operations;

    @Option(names = "--work-margin", defaultValue = "1%", paramLabel = "M",
            description = "With --include: how much more work is allowed; default: 1%%.")
    private String workMargin;

    @Option(names = "--gate-file", paramLabel = "FILE",
            description =
            "What is timed, what is counted, and the bounds of counts; default: ${bundle:project.gateFile}.")
    private Path gateFile;

    /**
     * Which layers of a gate run.
     *
     * @param counts exact counts
     * @param work the work of each operation, and how it grows
     * @param time forks in blocks
     */
    record Layers(boolean counts, boolean work, boolean time) {
    }

    /** Whether benchmarks are chosen by their names. */
    boolean isByName() {
        return include != null;
    }

    /**
     * Makes sure that the options can be meant, before anything is built.
     *
     * @throws UsageException if they cannot
     */
    void check() {
        CalibrateCommand.checkRegex("--include", include);
        iterations();
        Margin.fraction("--work-margin", workMargin);
    }

    /**
     * What the gate file lists; nothing where benchmarks are chosen by their names alone.
     *
     * @throws UsageException if there is none, or it is none
     */
    GateFile file(Project project) throws IOException {
        Path file = gateFile != null ? gateFile : project.gateFile();
        if (include != null && gateFile == null) {
            return GateFile.NONE;
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--gate-file", "a file that lists gated benchmarks, or "
                    + "--include", "none at " + file);
        }
        try {
            return GateFile.read(file);
        } catch (IOException e) {
            throw new UsageException("--gate-file", "a file that lists gated benchmarks", e.getMessage(), e);
        }
    }

    /**
     * What both sides have of it.
     *
     * @param baseline or null for none
     * @param seed of the order, or null for a new one
     * @throws UsageException if it is nothing
     */
    GatePlan plan(Project project, String title, Side baseline, Side candidate, double margin, Long seed, boolean duet,
            Layers layers) throws IOException {
        GateFile file = file(project);
        Map<String, List<String>> given = new LinkedHashMap<>();
        params.forEach((name, values) -> given.put(name, List.of(values.split(",", -1))));
        CellFinder finder = new CellFinder(baseline, candidate, given, iterations());
        try {
            List<GateCell> timed = !layers.time() ? List.of()
                    : include != null ? finder.cells(include) : finder.cells(file.timed());
            List<GateCell> counted = layers.counts() ? finder.cells(file.counted()) : List.of();
            List<WorkCell> work = !layers.work() ? List.of() : include == null ? finder.work(file.work())
                    : finder.work(include, operations, Margin.fraction("--work-margin", workMargin));
            for (String name : given.keySet()) {
                if (Stream.concat(timed.stream(), work.stream().map(WorkCell::cell))
                        .noneMatch(c -> c.params().containsKey(name))) {
                    throw new UsageException("--param", "a parameter of the benchmarks", "'" + name + "'");
                }
            }
            if (timed.isEmpty() && counted.isEmpty() && work.isEmpty() && finder.unmatched().isEmpty()) {
                throw new UsageException("--include", "the name of a benchmark in " + candidate.jar(),
                        "'" + include + "'");
            }
            return new GatePlan(title, baseline, candidate, timed, counted,
                    include == null ? file.counts() : file.counts().countedOnly(), work, margin,
                    seed != null ? seed : System.nanoTime() & Integer.MAX_VALUE,
                    finder.unmatched().stream().distinct().toList(), duet);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--param", "parameters that the benchmarks have", e.getMessage(), e);
        }
    }

    private Iterations iterations() {
        if (warmups == null && iterations == null && time.isEmpty()) {
            return null;
        }
        int before = warmups == null ? 1 : warmups;
        int measured = iterations == null ? 1 : iterations;
        CalibrateCommand.check("--warmups", before, 0, Integer.MAX_VALUE);
        CalibrateCommand.check("--iterations", measured, 1, Integer.MAX_VALUE);
        try {
            return new Iterations(before, measured, time);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--time", "a time like 200ms or 1s", "'" + time + "'", e);
        }
    }
}
