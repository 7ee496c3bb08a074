package org.tracepointlab.gate.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one fork of one cell in a folder of its own: one call of JMH with one fork.
 *
 * <p>The folder holds {@code log.txt} (all that the fork printed), {@code result.json} (JMH's own, under this name only
 * once it was found to be whole), {@code artifacts/} (whatever the benchmark wrote, see {@link #artifactsProperty}),
 * and {@code load.json} (what else the machine did, see {@link MachineLoad}).
 *
 * @param jdk runs the benchmarks
 * @param jar a JMH jar with its launcher as main class
 * @param artifactsProperty system property that tells the fork where to leave files of its own
 * @param jvmArgs more options of the forks' JVMs, without blanks in them
 * @param profiling what else the forks load
 */
public record ForkRunner(Jdk jdk, Path jar, String artifactsProperty, List<String> jvmArgs, Profiling profiling) {

    /** JMH's result, in the folder of a fork that has run to its end. */
    public static final String RESULT = "result.json";
    /** Folder of what a fork leaves, in its own; made before it begins. */
    public static final String ARTIFACTS = "artifacts";
    private static final String LOG = ForkProcess.LOG;
    private static final String PARTIAL = "result.partial.json";

    /** Forks without more options. */
    public ForkRunner(Jdk jdk, Path jar, String artifactsProperty) {
        this(jdk, jar, artifactsProperty, List.of());
    }

    /** Forks that are timed. */
    public ForkRunner(Jdk jdk, Path jar, String artifactsProperty, List<String> jvmArgs) {
        this(jdk, jar, artifactsProperty, jvmArgs, Profiling.NONE);
    }

    /** Takes a copy. */
    public ForkRunner {
        jvmArgs = List.copyOf(jvmArgs);
    }

    /**
     * The result of a fork that ran to its end in this folder before, or else runs it. What a fork that was killed left
     * in the folder is removed first. A fork that JMH refuses to run beside another JMH is run again when that has
     * ended.
     *
     * @param waiting what to do until then
     * @throws BusyException if there is another JMH, and nobody is to wait
     * @throws ForkFailedException as {@link #run} does
     */
    public ObjectNode resume(Cell cell, int round, Path folder, Waiting waiting) {
        Path result = folder.resolve(RESULT);
        if (Files.exists(result)) {
            return checked(cell, round, result, folder.resolve(LOG));
        }
        return ForkProcess.besideNoOther(folder, waiting, () -> {
            Folders.delete(folder);
            return run(cell, round, folder);
        });
    }

    /**
     * Runs the fork to its end.
     *
     * @return JMH's result for the one cell
     * @throws ForkFailedException if the fork could not start, failed, took longer than the cell's timeout, or left no
     *     result of this cell; whatever it had started is gone by then
     */
    ObjectNode run(Cell cell, int round, Path folder) {
        Path log = folder.resolve(LOG);
        try {
            Files.createDirectories(folder.resolve(ARTIFACTS));
            if (profiling.none()) {
                Optional<MachineLoad.Moment> before = MachineLoad.Moment.now();
                runProcess(cell, round, folder, log);
                load(before, folder);
            } else { // does not mind what else runs
                runProcess(cell, round, folder, log);
            }
            ObjectNode result = checked(cell, round, folder.resolve(PARTIAL), log);
            // The result says that the fork has run: whatever else it left is on the disk before.
            AtomicFiles.forceAll(folder);
            AtomicFiles.move(folder.resolve(PARTIAL), folder.resolve(RESULT));
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves beside the result what else ran meanwhile. */
    static void load(Optional<MachineLoad.Moment> before, Path folder) throws IOException {
        Optional<MachineLoad.Moment> after = MachineLoad.Moment.now();
        if (before.isPresent() && after.isPresent()) {
            after.get().since(before.get()).write(folder);
        }
    }

    /** The arguments of {@code java} that start JMH in this jar. */
    public static List<String> launch(Path jar) {
        return JmhCommand.launch(jar, JmhCommand.moreJars());
    }

    private void runProcess(Cell cell, int round, Path folder, Path log) throws IOException {
        ForkProcess.run(cell, round, command(cell, round, log, PARTIAL, profiling), folder);
    }

    /** JMH's command for one fork of this cell, with this profiler. */
    List<String> command(Cell cell, int round, Path log, String result, Profiling with) {
        return JmhCommand.of(jdk(cell, round, log), jar, cell, result, artifactsProperty, ARTIFACTS, jvmArgs, with);
    }

    private Jdk jdk(Cell cell, int round, Path log) {
        String feature = cell.params().get(Cell.JDK);
        return feature == null ? jdk : Jdk.installed().stream().filter(j -> feature.equals("" + j.feature()))
                .findFirst()
                .orElseThrow(() -> new ForkFailedException(cell, round, "found no JDK " + feature, log));
    }

    /** The one result in this file, if it is this cell's. */
    static ObjectNode checked(Cell cell, int round, Path file, Path log) {
        JsonNode root;
        try {
            root = Json.read(file);
        } catch (IOException e) {
            throw new ForkFailedException(cell, round,
                    "expected a JMH result, found none that can be read: " + e.getMessage()
                    + ForkProcess.lastWords(log), log);
        }
        if (!root.isArray() || root.size() != 1 || !(root.get(0) instanceof ObjectNode result)) {
            throw new ForkFailedException(cell, round, "expected one result, found " + root.size(), log);
        }
        if (cell.params().containsKey(Cell.JDK) && result.get("params") instanceof ObjectNode params) {
            params.put(Cell.JDK, result.path("jdkVersion").asText().replaceFirst("[.+-].*", ""));
        }
        checkIdentity(cell, round, result, log);
        return result;
    }

    private static void checkIdentity(Cell cell, int round, ObjectNode result, Path log) {
        String name = result.path("benchmark").asText();
        if (!name.equals(cell.benchmark())) {
            throw new ForkFailedException(cell, round, "found a result of " + name, log);
        }
        // JMH ignores a -p that the benchmark does not have: the run would then not be what its name says.
        for (Map.Entry<String, String> param : cell.params().entrySet()) {
            JsonNode found = result.path("params").path(param.getKey());
            if (!found.asText().equals(param.getValue()) || found.isMissingNode()) {
                throw new ForkFailedException(cell, round, "expected parameter " + param.getKey() + "="
                        + param.getValue() + ", found " + (found.isMissingNode() ? "none" : found.asText()), log);
            }
        }
    }
}
