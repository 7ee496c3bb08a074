package org.tracepointlab.gate.bisect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Layer;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;

/**
 * The one number that tells good commits from bad ones: the worst of what FAILed between the two ends. Work and time
 * divide half-way between both ends, as ratios; counts and growth by their verdict against the good end.
 *
 * @param layer that FAILed, or null for time
 * @param benchmark full name
 * @param params of the benchmark
 * @param metric the counter, or JMH's mode where it is time
 * @param good the value at the good end
 * @param bad the value at the bad end
 */
record Measure(Layer layer, String benchmark, Map<String, String> params, String metric, double good, double bad) {

    private static final String TIME = "time";

    /** The worst of what FAILed; work first, since it has no noise. */
    static Optional<Measure> worst(Judgement judgement) {
        Optional<CountOutcome> work = judgement.counts(Layer.WORK).stream().filter(c -> c.verdict() == Verdict.FAIL)
                .max(Comparator.comparingDouble(c -> c.after() / c.before()));
        if (work.isPresent()) {
            return work.map(c -> new Measure(c.layer(), c.benchmark(), c.params(), c.counter(), c.before(), c.after()));
        }
        Optional<CountOutcome> exact = judgement.counts().stream().filter(c -> c.verdict() == Verdict.FAIL).findFirst();
        if (exact.isPresent()) {
            return exact.map(c -> new Measure(c.layer(), c.benchmark(), c.params(), c.counter(), 0, 1));
        }
        return judgement.outcomes().stream().filter(o -> o.verdict() == Verdict.FAIL)
                .max(Comparator.comparingDouble(Outcome::ratio))
                .map(o -> new Measure(null, o.id().benchmark(), o.id().params(), o.id().mode(), 1, o.ratio()));
    }

    boolean isTime() {
        return layer == null;
    }

    /** Whether the verdict alone divides. */
    boolean isByVerdict() {
        return layer != null && layer != Layer.WORK;
    }

    /** From here on a commit is bad. */
    double threshold() {
        return good > 0 ? Math.sqrt(good * bad) : (good + bad) / 2;
    }

    private String layerName() {
        return isTime() ? TIME : layer.key();
    }

    /** For people: what is measured. */
    String title() {
        BenchmarkId id = new BenchmarkId(benchmark, isTime() ? metric : "", params);
        return id.toString().strip() + (isTime() ? ", time" : " " + metric + (layer == Layer.GROWTH ? ", growth" : ""));
    }

    /** For people: what divides. */
    String division() {
        if (isByVerdict()) {
            return "FAIL against the good commit is bad";
        }
        return Text.format("%s at the good commit, %s at the bad one; from %s on it is bad", text(good), text(bad),
                text(threshold()));
    }

    /** A value for people. */
    String text(double value) {
        return isTime() ? Text.ratio(value) : isByVerdict() ? (value < threshold() ? Verdict.PASS : Verdict.FAIL).name()
                : Text.format(value == Math.rint(value) ? "%,.0f" : "%,.3f", value);
    }

    ObjectNode toJson() {
        ObjectNode node = Json.object().put("layer", layerName()).put("benchmark", benchmark).put("metric", metric)
                .put("good", good).put("bad", bad);
        node.set("params", Json.object(params));
        return node;
    }

    /** @throws IllegalArgumentException if it is none */
    static Measure of(JsonNode node) {
        String layer = node.path("layer").asText();
        return new Measure(layer.equals(TIME) ? null : layer(layer), node.path("benchmark").asText(),
                Json.texts(node.path("params")), node.path("metric").asText(), node.path("good").asDouble(),
                node.path("bad").asDouble());
    }

    private static Layer layer(String key) {
        for (Layer layer : Layer.values()) {
            if (layer.key().equals(key)) {
                return layer;
            }
        }
        throw new IllegalArgumentException("expected a layer of the gate, found '" + key + "'");
    }
}
