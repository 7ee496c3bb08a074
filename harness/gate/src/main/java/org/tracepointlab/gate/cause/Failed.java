package org.tracepointlab.gate.cause;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Layer;
import org.tracepointlab.gate.rule.Verdict;
import org.tracepointlab.gate.run.GateCell;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.WorkCell;

/**
 * A benchmark whose cause is looked for.
 *
 * @param cell the benchmark
 * @param worst how much worse it became; infinite where a count that may not change did
 */
public record Failed(GateCell cell, double worst) {

    private static final String TIMED = "benchmarks";

    /**
     * What FAILs, the worst first; but a benchmark with other parameters again only behind all others.
     *
     * @param verdict as {@code verdict.json} has it
     */
    public static List<Failed> of(GatePlan plan, JsonNode verdict) {
        Map<String, Failed> all = new LinkedHashMap<>();
        Stream.concat(Stream.of(Layer.values()).map(Layer::key), Stream.of(TIMED)).forEach(layer -> {
            for (JsonNode judged : verdict.path(layer)) {
                GateCell cell = judged.path("verdict").asText().equals(Verdict.FAIL.name())
                        ? cell(plan, layer, judged) : null;
                if (cell != null) {
                    all.merge(cell.label(), new Failed(cell, worse(judged)),
                            (one, other) -> one.worst >= other.worst ? one : other);
                }
            }
        });
        List<Failed> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparingDouble(failed -> -failed.worst));
        Set<String> names = new HashSet<>();
        List<Failed> first = sorted.stream().filter(failed -> names.add(failed.cell.benchmark())).toList();
        return Stream.concat(first.stream(), sorted.stream().filter(failed -> !first.contains(failed))).toList();
    }

    private static double worse(JsonNode judged) {
        if (judged.path("ratio").isNumber()) {
            return judged.path("ratio").asDouble();
        }
        double before = judged.path("before").asDouble();
        return before > 0 ? judged.path("after").asDouble() / before : Double.POSITIVE_INFINITY;
    }

    private static GateCell cell(GatePlan plan, String layer, JsonNode judged) {
        if (layer.equals(TIMED)) {
            return find(plan.timed().stream(), judged);
        }
        if (layer.equals(Layer.COUNTS.key())) {
            return find(plan.counted().stream(), judged);
        }
        boolean growth = layer.equals(Layer.GROWTH.key());
        return plan.work().stream().filter(work -> growth == (work.growth() != null) && is(work.cell(), judged))
                .map(Failed::at).findFirst().orElse(null);
    }

    /** Growth is seen where there is most of it. */
    private static GateCell at(WorkCell work) {
        return work.growth() == null ? work.cell() : work.at(work.growth().to());
    }

    private static GateCell find(Stream<GateCell> cells, JsonNode judged) {
        return cells.filter(cell -> is(cell, judged)).findFirst().orElse(null);
    }

    private static boolean is(GateCell cell, JsonNode judged) {
        return new BenchmarkId(cell.benchmark(), "", cell.params()).equals(
                new BenchmarkId(judged.path("benchmark").asText(), "", Json.texts(judged.path("params"))));
    }
}
