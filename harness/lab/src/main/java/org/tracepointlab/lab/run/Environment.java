package org.tracepointlab.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Json;

/** {@code environment.json}: what ran, where, when, and with what. */
public final class Environment {

    private final ObjectNode root;

    private Environment(ObjectNode root) {
        this.root = root;
    }

    /** Records the state at the start of a run. Names no folder of the machine: a run may be published. */
    public static Environment start(String id, Plan plan, long seed, ForkRunner runner, Path checkout) {
        Environment environment = new Environment(Json.object());
        ObjectNode root = environment.root;
        root.put("id", id).put("plan", plan.name()).put("seed", seed);
        root.put("startedAt", Instant.now().toString()).putNull("finishedAt");
        root.putObject("cpu").put("model", cpuModel()).put("logicalCores", Runtime.getRuntime().availableProcessors());
        root.putObject("os").put("name", System.getProperty("os.name")).put("version", System.getProperty("os.version"))
                .put("arch", System.getProperty("os.arch"));
        jdk(root.putObject("jdk"), runner.jdk());
        root.put("benchmarksJar", runner.jar().getFileName().toString());
        Git git = Git.of(checkout);
        root.putObject("git").put("commit", git.commit()).put("dirty", git.dirty());
        root.putObject("loadAverage").put("start", load()).putNull("end");
        root.put("estimatedSeconds", Math.round(plan.estimatedSeconds()));
        cells(root.putArray("cells"), plan);
        return environment;
    }

    /** Of a run that has just begun. */
    public static Environment of(ObjectNode recorded) {
        return new Environment(recorded);
    }

    /** Of a run that goes on: what was recorded at its start, and when it was taken up again. */
    public static Environment resumed(ObjectNode recorded) {
        Environment environment = new Environment(recorded);
        recorded.withArray("/resumedAt").add(Instant.now().toString());
        return environment;
    }

    /**
     * The plan that was recorded.
     *
     * @throws IOException if the document has none
     */
    public static Plan plan(JsonNode recorded) throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (JsonNode node : recorded.path("cells")) {
            cells.add(Cell.of(node.path("benchmark").asText(), Json.texts(node.path("params")),
                    new Iterations(node.path("warmups").asInt(), node.path("iterations").asInt(),
                            node.path("iterationTime").asText()),
                    node.path("forks").asInt(), node.path("estimatedForkSeconds").asDouble()));
        }
        if (cells.isEmpty() || !recorded.path("plan").isTextual()) {
            throw new IOException("expected a plan with cells, found " + recorded.path("plan") + " with "
                    + cells.size());
        }
        return new Plan(recorded.path("plan").asText(), cells);
    }

    /** Records the end of the run. */
    public void finish() {
        root.put("finishedAt", Instant.now().toString());
        ((ObjectNode) root.path("loadAverage")).put("end", load());
    }

    /** The document, to which others may add. */
    public ObjectNode json() {
        return root;
    }

    private static void jdk(ObjectNode node, Jdk jdk) {
        node.put("vendor", System.getProperty("java.vendor")).put("version", System.getProperty("java.runtime.version"))
                .put("vm", System.getProperty("java.vm.name"));
        ArrayNode flags = node.putArray("flags");
        jdk.quietFlags().forEach(flags::add);
    }

    private static void cells(ArrayNode cells, Plan plan) {
        for (Cell cell : plan.cells()) {
            ObjectNode node = cells.addObject().put("benchmark", cell.benchmark());
            node.set("params", Json.object(cell.params()));
            node.put("forks", cell.forks()).put("warmups", cell.iterations().warmups())
                    .put("iterations", cell.iterations().measured()).put("iterationTime", cell.iterations().time())
                    .put("estimatedForkSeconds", cell.forkSeconds());
        }
    }

    private static Double load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? null : load;
    }

    private static String cpuModel() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
            Optional<String> name = lines.stream().filter(l -> l.startsWith("model name")).findFirst();
            return name.map(l -> l.substring(l.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
