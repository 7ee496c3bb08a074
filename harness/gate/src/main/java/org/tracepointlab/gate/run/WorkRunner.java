package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Profiling;
import org.tracepointlab.gate.core.Waiting;

/** Runs forks whose work is counted, in folders of their own. Thread-safe: what is counted does not mind the others. */
public final class WorkRunner {

    /** A side, as the names of folders have it. */
    public static final String BASELINE = "baseline";
    /** The other one. */
    public static final String CANDIDATE = "candidate";
    private static final String BY_METHOD = "work";
    private final List<Path> jars = WorkJars.find();
    private final Path forks;
    private final PrintStream progress;
    private final Waiting waiting;
    private final WorkCache cache;
    private final String compiler;

    /** @param cache of the baseline's counts */
    WorkRunner(Path forks, PrintStream progress, Waiting waiting, WorkCache cache) {
        this(forks, progress, waiting, cache, "");
    }

    /** One that compiles as timed forks do: slower, and right for benchmarks that wait for compiled code. */
    public static WorkRunner ofTimedBenchmarks(Path forks, PrintStream progress, Waiting waiting) {
        return new WorkRunner(forks, progress, waiting, WorkCache.NONE, ";jit=c2");
    }

    private WorkRunner(Path forks, PrintStream progress, Waiting waiting, WorkCache cache, String compiler) {
        this.forks = forks;
        this.cache = cache;
        this.compiler = compiler;
        this.progress = progress;
        this.waiting = waiting;
    }

    /**
     * What one fork counted.
     *
     * @param result JMH's
     * @param methods the counts of each method, of all operations together; null if there are none
     * @param place folder of the fork
     */
    public record Counted(ObjectNode result, JsonNode methods, Path place) {
    }

    /**
     * Runs a fork, unless its result is there already. The baseline's may be there from an earlier gate.
     *
     * @param fork the benchmark's number, from 1
     * @param time which count of it, from 1
     * @param role {@code baseline} or {@code candidate}
     * @throws ForkFailedException if it gives none
     */
    public Counted run(int fork, int time, String role, GateCell cell, WorkRules rules, Side side) {
        Path place = forks.resolve(String.format(Locale.ROOT, "work-c%03d-%d-%s", fork, time, role));
        try {
            Path kept = role.equals(BASELINE) ? cache.place(side, cell, rules.operations() + " "
                    + rules.ofTheMachine(), jars, "" + time) : null;
            boolean taken = WorkCache.take(kept, place);
            say(cell.label() + ", " + role + (taken ? ", counted before" : ""));
            Counted counted = run(place, cell, rules, side);
            WorkCache.keep(place, kept);
            return counted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a gate counted of a benchmark before.
     *
     * @param forks the folder of its forks
     * @return null if it counted nothing of it
     */
    public static Counted counted(Path forks, String role, Cell cell) throws IOException {
        if (!Files.isDirectory(forks)) {
            return null;
        }
        try (DirectoryStream<Path> places = Files.newDirectoryStream(forks, "work-c*-1-" + role)) {
            for (Path place : places) {
                Path file = place.resolve(ForkRunner.RESULT);
                if (Files.exists(file) && Json.read(file).path(0) instanceof ObjectNode result
                        && result.path("benchmark").asText().equals(cell.benchmark()) && Json.texts(
                        result.path("params")).entrySet().containsAll(cell.params().entrySet())) {
                    return new Counted(result, methods(place.resolve(BY_METHOD)), place);
                }
            }
        }
        return null;
    }

    private void say(String what) {
        progress.println("gate: work of " + what);
        progress.flush();
    }

    private Counted run(Path place, GateCell cell, WorkRules rules, Side side) {
        Profiling profiling = new Profiling("work:ops=" + rules.operations() + ";vm=" + rules.ofTheMachine() + ";dir="
                + BY_METHOD + compiler, jars);
        ObjectNode result = side.runner(profiling).resume(cell.cell(side), 0, place, waiting);
        return new Counted(result, methods(place.resolve(BY_METHOD)), place);
    }

    private static JsonNode methods(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "work-*.json")) {
            for (Path file : files) {
                return Json.read(file);
            }
        } catch (IOException e) {
            return null; // the counts are JMH's; only who grew cannot be told
        }
        return null;
    }
}
