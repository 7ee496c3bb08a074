package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Sha256;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.Layer;

/**
 * What a gate runs; written before the first fork, read by whoever resumes it.
 *
 * @param title what is compared with what
 * @param baseline one side; null where counts are held against bounds alone
 * @param candidate the other
 * @param timed benchmarks to be judged by time
 * @param counted benchmarks to be judged by their counts
 * @param counts which counts, and what is allowed of them
 * @param work benchmarks to be judged by their work
 * @param margin of the rule
 * @param seed of the order
 * @param unmatched benchmarks that only one side has, with the reason
 * @param duet true if both sides of a timed benchmark are to run in one virtual machine, in turn, where they can
 */
public record GatePlan(String title, Side baseline, Side candidate, List<GateCell> timed, List<GateCell> counted,
        CountRules counts, List<WorkCell> work, double margin, long seed, List<Unmatched> unmatched,
        boolean duet) {

    /** Name of the file. */
    public static final String FILE = "gate-run.json";

    /**
     * A benchmark that is not compared.
     *
     * @param benchmark full name
     * @param onlyBaseline true if the candidate lacks it, false if the baseline does
     * @param reason in a few words
     */
    public record Unmatched(String benchmark, boolean onlyBaseline, String reason) {
    }

    /** Timed in forks of one side each. */
    public GatePlan(String title, Side baseline, Side candidate, List<GateCell> timed, List<GateCell> counted,
            CountRules counts, List<WorkCell> work, double margin, long seed, List<Unmatched> unmatched) {
        this(title, baseline, candidate, timed, counted, counts, work, margin, seed, unmatched, false);
    }

    /**
     * The same for one benchmark in one layer alone, with another jar of the candidate.
     *
     * @param layer or null for time
     */
    public GatePlan only(Layer layer, String benchmark, Map<String, String> params, Path jar) {
        Predicate<GateCell> same = cell -> cell.benchmark().equals(benchmark) && cell.params().equals(params);
        List<CountRules.Bound> bounds = layer != Layer.COUNTS ? List.of() : counts.bounds().stream()
                .filter(bound -> bound.fits(benchmark, params, bound.counter())).toList();
        return new GatePlan(title, baseline, new Side(jar, candidate.jdk(), candidate.jvmArgs(), candidate.params()),
                layer == null ? timed.stream().filter(same).toList() : List.of(),
                layer == Layer.COUNTS ? counted.stream().filter(same).toList() : List.of(),
                new CountRules(counts.counters(), bounds, counts.disturbances()),
                layer != Layer.WORK && layer != Layer.GROWTH ? List.of() : work.stream()
                        .filter(cell -> layer == Layer.GROWTH == (cell.growth() != null) && same.test(cell.cell()))
                        .toList(),
                margin, seed, List.of(), duet);
    }

    /** The document. */
    ObjectNode toJson() throws IOException {
        ObjectNode root = Json.object().put("title", title).put("margin", margin).put("seed", seed)
                .put("duet", duet);
        if (baseline == null) {
            root.putNull("baseline");
        } else {
            side(root.putObject("baseline"), baseline);
        }
        side(root.putObject("candidate"), candidate);
        cells(root.putArray("timed"), timed);
        cells(root.putArray("counted"), counted);
        root.set("counts", counts.toJson());
        ArrayNode worked = root.putArray("work");
        work.forEach(cell -> work(worked.addObject(), cell));
        ArrayNode none = root.putArray("unmatched");
        unmatched.forEach(u -> none.addObject().put("benchmark", u.benchmark()).put("onlyBaseline", u.onlyBaseline())
                .put("reason", u.reason()));
        return root;
    }

    /**
     * The plan of a gate that was begun in this folder.
     *
     * @throws IOException if there is none
     * @throws WrongInputException if it is malformed, or a jar is no longer what it was; the message names the
     *     file
     */
    public static GatePlan read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        JsonNode root = Json.read(file);
        try {
            return of(root);
        } catch (IllegalArgumentException | IOException e) {
            throw new WrongInputException(file + ": " + Printable.of("" + e.getMessage()), e);
        }
    }

    private static GatePlan of(JsonNode root) throws IOException {
        List<Unmatched> unmatched = new ArrayList<>();
        root.path("unmatched").forEach(u -> unmatched.add(new Unmatched(u.path("benchmark").asText(),
                u.path("onlyBaseline").asBoolean(), u.path("reason").asText())));
        Side baseline = root.path("baseline").isNull() ? null : side(root.path("baseline"));
        return new GatePlan(root.path("title").asText(), baseline, side(root.path("candidate")),
                cells(root.path("timed")),
                cells(root.path("counted")), CountRules.of(root.path("counts")), work(root.path("work")),
                root.path("margin").asDouble(),
                root.path("seed").asLong(), unmatched, root.path("duet").asBoolean());
    }

    private static void side(ObjectNode node, Side side) throws IOException {
        node.put("jar", side.jar().toString()).put("sha256", Sha256.of(side.jar()))
                .put("java", side.jdk().java().toString())
                .put("feature", side.jdk().feature());
        ArrayNode args = node.putArray("jvmArgs");
        side.jvmArgs().forEach(args::add);
        node.set("params", Json.object(side.params()));
    }

    private static Side side(JsonNode node) throws IOException {
        Path jar = Path.of(node.path("jar").asText());
        if (!Files.isRegularFile(jar) || !Sha256.of(jar).equals(node.path("sha256").asText())) {
            throw new IOException(jar + ": expected the jar that the gate was begun with, found "
                    + (Files.isRegularFile(jar) ? "another one" : "none") + "; begin a new gate");
        }
        List<String> args = new ArrayList<>();
        node.path("jvmArgs").forEach(a -> args.add(a.asText()));
        return new Side(jar, new Jdk(Path.of(node.path("java").asText()), node.path("feature").asInt()), args,
                Json.texts(node.path("params")));
    }

    private static void cells(ArrayNode array, List<GateCell> cells) {
        cells.forEach(cell -> cell(array.addObject(), cell));
    }

    private static void cell(ObjectNode node, GateCell cell) {
        node.put("benchmark", cell.benchmark());
        node.set("params", Json.object(cell.params()));
        node.put("warmups", cell.iterations().warmups()).put("iterations", cell.iterations().measured())
                .put("time", cell.iterations().time()).put("seconds", cell.forkSeconds());
    }

    private static List<GateCell> cells(JsonNode array) {
        List<GateCell> cells = new ArrayList<>();
        array.forEach(node -> cells.add(cell(node)));
        return cells;
    }

    private static GateCell cell(JsonNode node) {
        return new GateCell(node.path("benchmark").asText(), Json.texts(node.path("params")),
                new Iterations(node.path("warmups").asInt(), node.path("iterations").asInt(),
                node.path("time").asText()), node.path("seconds").asDouble());
    }

    private static void work(ObjectNode node, WorkCell cell) {
        cell(node, cell.cell());
        cell.rules().write(node);
        if (cell.growth() != null) {
            node.putObject("growth").put("param", cell.growth().param()).put("from", cell.growth().from())
                    .put("to", cell.growth().to()).put("margin", cell.growth().margin())
                    .put("each", cell.growth().each());
        }
    }

    private static List<WorkCell> work(JsonNode array) {
        List<WorkCell> cells = new ArrayList<>();
        for (JsonNode node : array) {
            JsonNode growth = node.path("growth");
            cells.add(new WorkCell(cell(node), WorkRules.of(node), growth.isMissingNode() ? null
                    : new WorkCell.Growing(growth.path("param").asText(), growth.path("from").asLong(),
                    growth.path("to").asLong(), growth.path("margin").asDouble(), growth.path("each").asBoolean())));
        }
        return cells;
    }
}
