package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.run.Environment;
import org.tracepointlab.lab.run.Plan;
import org.tracepointlab.lab.run.RunFolder;

/**
 * A run whose folder is there, with nothing or some of it measured.
 *
 * @param plan what to measure
 * @param seed of the order
 * @param folder in which
 * @param environment as recorded at the start; written again when the run ends
 * @param lines to say first
 */
record RunSession(Plan plan, long seed, RunFolder folder, Environment environment, List<String> lines) {

    /** A new run. Its folder appears with all in it that a later {@code --resume} needs. */
    static RunSession anew(Path results, Plan plan, Long seed, ForkRunner forks, Correctness correctness, Path checkout)
            throws IOException {
        long order = seed != null ? seed : System.nanoTime() & Integer.MAX_VALUE;
        RunFolder folder = RunFolder.create(results, plan.name(), Instant.now(), begun -> {
            correctness.write(begun.building());
            Json.write(begun.building().resolve(RunData.ENVIRONMENT),
                    Environment.start(begun.id(), plan, order, forks, checkout).json());
        });
        return new RunSession(plan, order, folder, Environment.of(recorded(folder)), correctness.lines());
    }

    /**
     * A run that was stopped.
     *
     * @param run its folder, or an empty path for the newest one
     * @throws UsageException if there is none, or another JDK measured so far
     */
    static RunSession again(Path results, Path run, ForkRunner forks) throws IOException {
        RunFolder folder;
        ObjectNode recorded;
        try {
            folder = RunFolder.unfinished(results, run.toString().isEmpty() ? null : run);
            recorded = recorded(folder);
        } catch (IOException e) {
            throw new UsageException("--resume", "a stopped run", e.getMessage(), e);
        }
        String jdk = recorded.path("jdk").path("version").asText();
        if (!jdk.equals(System.getProperty("java.runtime.version"))) {
            throw new UsageException("--resume", "JDK " + jdk + ", with which the run was begun",
                    System.getProperty("java.runtime.version"));
        }
        String jar = recorded.path("benchmarksJar").asText();
        if (!forks.jar().getFileName().toString().equals(jar)) {
            throw new UsageException("--resume", "the jar " + jar + ", with which the run was begun",
                    forks.jar().toString());
        }
        int left = folder.endLeftForks();
        return new RunSession(Environment.plan(recorded), recorded.path("seed").asLong(), folder,
                Environment.resumed(recorded),
                left == 0 ? List.of("going on with " + folder.id()) : List.of("going on with " + folder.id(),
                        "ended " + left + (left == 1 ? " process" : " processes") + " that it had left running"));
    }

    private static ObjectNode recorded(RunFolder folder) throws IOException {
        JsonNode environment = Json.read(folder.building().resolve(RunData.ENVIRONMENT));
        if (environment instanceof ObjectNode object) {
            return object;
        }
        throw new IOException(RunData.ENVIRONMENT + ": expected an object, found " + environment.getNodeType());
    }
}
