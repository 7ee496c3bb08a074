package org.tracepointlab.gate.cause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Profiling;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.JmhUnits;
import org.tracepointlab.gate.run.GateCell;
import org.tracepointlab.gate.run.GateFile;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.Side;
import org.tracepointlab.gate.run.Stop;
import org.tracepointlab.gate.run.WorkRunner;
import org.tracepointlab.work.JarMethods;

/**
 * Looks for the cause, benchmark by benchmark: counts the work of both sides unless the gate has, records a fork of
 * each, and writes {@value #PAGE}, {@value #FILE} and flame graphs. Its forks are in {@value #FORKS}, so that nothing
 * takes them for forks that were measured. A fork that fails is a line on the page. Not thread-safe.
 */
public final class CauseRun {

    /** For people. */
    public static final String PAGE = "cause.md";
    /** For programs; the last that is written. */
    public static final String FILE = "cause.json";
    /** The folder of its forks. */
    public static final String FORKS = "cause";
    /** Benchmarks that it looks at, unless another number is asked for. */
    public static final int MOST = 3;

    private static final Iterations RECORDED = new Iterations(2, 5, "1s");
    private static final double RECORDED_SECONDS = 10;
    private static final long COUNTED_OPERATIONS = 100;
    /** Counts are the same each time. */
    private static final Iterations COUNTED = new Iterations(1, 1, "");
    private static final double COUNTED_SECONDS = 3;
    private static final double WORK_MARGIN = 0.01;
    private static final int LEAST_SHOTS = 3;
    private static final double START_SECONDS = 3;
    private static final int MOST_SHOTS = 1000;
    private static final int SVG_NAME = 100;

    private final GatePlan plan;
    private final Path folder;
    private final PrintStream progress;
    private final Waiting waiting;
    private final Stop stop;
    private final Set<String> svgs = new HashSet<>();
    private final Iterations recorded;

    /**
     * @param plan with both sides
     * @param folder in which it writes; if it is a gate's, what that has counted is taken from there
     */
    public CauseRun(GatePlan plan, Path folder, PrintStream progress, Waiting waiting, Stop stop) {
        this(plan, folder, progress, waiting, stop, RECORDED);
    }

    CauseRun(GatePlan plan, Path folder, PrintStream progress, Waiting waiting, Stop stop, Iterations recorded) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.waiting = waiting;
        this.stop = stop;
        this.recorded = recorded;
    }

    /**
     * Explains the first of these benchmarks.
     *
     * @param failed the worst first
     * @param most how many of them
     * @return one line a benchmark, for people; none if it was stopped
     */
    public List<String> run(List<Failed> failed, int most) throws IOException {
        if (failed.isEmpty()) {
            return List.of("not looked for: none of the benchmarks that the gate was begun with is what FAILed");
        }
        List<Failed> chosen = failed.subList(0, Math.min(most, failed.size()));
        List<String> leftOut = failed.subList(chosen.size(), failed.size()).stream().map(one -> one.cell().label())
                .toList();
        List<String> notes = new ArrayList<>();
        Set<String> changed = changed(notes);
        List<Explained> all = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Explained explained = explain(i + 1, chosen.get(i).cell(), changed, notes);
            if (stop.isAsked()) {
                return List.of();
            }
            all.add(explained);
        }
        AtomicFiles.write(folder.resolve(PAGE), CausePage.of(plan.title(), all, leftOut));
        Json.write(folder.resolve(FILE), json(all, leftOut));
        List<String> lines = all.stream().map(one -> one.label() + ": " + one.mostLikely()).collect(
                Collectors.toCollection(ArrayList::new));
        if (!leftOut.isEmpty()) {
            lines.add("left out: " + String.join(", ", leftOut));
        }
        return lines.stream().map(Printable::escaped).toList();
    }

    private Set<String> changed(List<String> notes) {
        if (plan.baseline().jar().equals(plan.candidate().jar())) {
            return Set.of();
        }
        try {
            Set<String> changed = JarMethods.changed(plan.baseline().jar(), plan.candidate().jar()).stream()
                    .map(MethodName::parse).collect(Collectors.toSet());
            if (changed.isEmpty()) {
                notes.add("The two jars have the same code in all methods.");
            }
            return changed;
        } catch (IOException e) {
            notes.add("Which methods were changed is not known: " + e.getMessage());
            return Set.of();
        }
    }

    private Explained explain(int number, GateCell cell, Set<String> changed, List<String> known) throws IOException {
        List<String> notes = new ArrayList<>(known);
        WorkRunner.Counted old = work(number, cell, WorkRunner.BASELINE, notes);
        WorkRunner.Counted now = old == null ? null : work(number, cell, WorkRunner.CANDIDATE, notes);
        GateCell shortened = new GateCell(cell.benchmark(), cell.params(), iterations(now), RECORDED_SECONDS);
        Profile before = recorded(number, shortened, WorkRunner.BASELINE, notes);
        Profile after = before == null ? null : recorded(number, shortened, WorkRunner.CANDIDATE, notes);
        Evidence evidence = new Evidence(before, after, old == null ? null : WorkByMethod.of(old.methods()),
                now == null ? null : WorkByMethod.of(now.methods()), changed);
        String svg = "";
        if (evidence.hasSamples()) {
            svg = svg(cell);
            AtomicFiles.write(folder.resolve(svg), FlameGraph.svg(cell.label(), before, after));
        }
        return new Explained(cell.label(), cell.benchmark(), evidence, Suspects.of(evidence), svg, notes);
    }

    private Side side(String role) {
        return role.equals(WorkRunner.BASELINE) ? plan.baseline() : plan.candidate();
    }

    private WorkRunner.Counted work(int number, GateCell cell, String role, List<String> notes) throws IOException {
        WorkRunner.Counted counted = WorkRunner.counted(folder.resolve("forks"), role, cell.cell(side(role)));
        if (counted != null || stop.isAsked()) {
            return counted;
        }
        try {
            GateCell once = new GateCell(cell.benchmark(), cell.params(), COUNTED, COUNTED_SECONDS);
            return WorkRunner.ofTimedBenchmarks(folder.resolve(FORKS), progress, waiting).run(number, 1, role, once,
                    GateFile.work(cell.benchmark(), COUNTED_OPERATIONS, WORK_MARGIN).rules(), side(role));
        } catch (ForkFailedException e) {
            notes.add("Work was not counted: " + e.getMessage());
            return null;
        }
    }

    /** Single shots have no length: as many as fill the time, by what one took that was counted, setups included. */
    private Iterations iterations(WorkRunner.Counted counted) {
        if (counted == null || !counted.result().path("mode").asText().equals("ss")) {
            return recorded;
        }
        JsonNode metric = counted.result().path("primaryMetric");
        double seconds = Math.max(secondsOfAnIteration(counted), Json.number(metric.path("score"))
                * JmhUnits.factor(metric.path("scoreUnit").asText(), "s/op"));
        int shots = (int) Math.max(LEAST_SHOTS, Math.min(MOST_SHOTS, RECORDED_SECONDS / seconds));
        return Iterations.singleShot(shots / 5, shots - shots / 5);
    }

    /** From the fork's begin to its result, without its start; 0 where the files do not say. */
    private static double secondsOfAnIteration(WorkRunner.Counted counted) {
        int iterations = counted.result().path("warmupIterations").asInt()
                + counted.result().path("measurementIterations").asInt();
        try {
            long begin = Files.getLastModifiedTime(counted.place().resolve(ForkRunner.ARTIFACTS)).toMillis();
            long end = Files.getLastModifiedTime(counted.place().resolve(ForkRunner.RESULT)).toMillis();
            return Math.max(0, (end - begin) / 1e3 - START_SECONDS) / Math.max(1, iterations);
        } catch (IOException e) {
            return 0;
        }
    }

    private Profile recorded(int number, GateCell cell, String role, List<String> notes) {
        Path place = folder.resolve(FORKS).resolve("recorded-" + number + "-" + role);
        if (stop.isAsked()) {
            return null;
        }
        progress.println("cause: recording " + cell.label() + ", " + role);
        progress.flush();
        try {
            Side side = side(role);
            Cell one = cell.cell(side);
            new Side(side.jar(), side.jdk(), Stream.concat(RecordingProfiler.JVM_OPTIONS.stream(),
                    side.jvmArgs().stream()).toList(), side.params())
                    .runner(new Profiling(RecordingProfiler.class.getName(), List.of(home())))
                    .resume(one, 0, place, waiting);
            Profile profile = RecordingReader.read(place);
            notes.addAll(profile.problems(role));
            return profile;
        } catch (ForkFailedException e) {
            notes.add("No recording of the " + role + ": " + e.getMessage());
        } catch (IOException e) {
            notes.add("No recording of the " + role + " can be read: " + e.getMessage());
        }
        return null;
    }

    private static Path home() {
        try {
            return Path.of(RecordingProfiler.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("expected classes in a file, found " + e.getInput(), e);
        }
    }

    /** A name of its own for each, which is one on any system. */
    private String svg(GateCell cell) {
        String plain = MethodName.shortened(cell.benchmark()).replaceAll("[^A-Za-z0-9_.-]", "_");
        String name = "cause-" + plain.substring(0, Math.min(SVG_NAME, plain.length()));
        String unique = name;
        for (int i = 2; !svgs.add(unique); i++) {
            unique = name + "-" + i;
        }
        return unique + ".svg";
    }

    private static ObjectNode json(List<Explained> all, List<String> leftOut) {
        ObjectNode root = Json.object();
        ArrayNode benchmarks = root.putArray("benchmarks");
        for (Explained one : all) {
            ObjectNode node = benchmarks.addObject().put("benchmark", one.benchmark()).put("label", one.label())
                    .put("svg", one.svg());
            ArrayNode suspects = node.putArray("suspects");
            one.suspects().forEach(suspect -> {
                ArrayNode evidence = suspects.addObject().put("method", suspect.method())
                        .put("changed", suspect.changed()).put("score", suspect.score()).putArray("evidence");
                suspect.evidence().forEach(evidence::add);
            });
            one.notes().forEach(node.putArray("notes")::add);
        }
        leftOut.forEach(root.putArray("leftOut")::add);
        return root;
    }

    /** Whether something was explained in this folder before. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE)) || Files.exists(folder.resolve(FORKS));
    }
}
