package org.tracepointlab.gate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Layer;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;

/** {@code verdict.json}: everything, for programs. A number that does not exist is null. */
public final class VerdictJson {

    private VerdictJson() {
    }

    /** The document. */
    public static ObjectNode of(Judgement judgement) {
        ObjectNode root = Json.object();
        root.put("verdict", judgement.verdict().name()).put("exitCode", judgement.verdict().exitCode());
        root.put("title", judgement.title());
        ObjectNode rule = root.putObject("rule");
        rule.put("margin", judgement.rule().margin()).put("failAlpha", Rule.FAIL_ALPHA)
                .put("passAlpha", Rule.PASS_ALPHA);
        ArrayNode looks = rule.putArray("looks");
        Rule.LOOKS.forEach(looks::add);
        ArrayNode benchmarks = root.putArray("benchmarks");
        judgement.outcomes().forEach(o -> benchmarks.add(outcome(o)));
        for (Layer layer : Layer.values()) {
            ArrayNode counts = root.putArray(layer.key());
            judgement.counts(layer).forEach(c -> counts.add(count(c)));
        }
        judgement.scores().forEach(s -> {
            ObjectNode node = root.withArray("/forks").addObject().put("benchmark", s.id().benchmark())
                    .put("mode", s.id().mode()).put("unit", s.unit());
            node.set("params", Json.object(s.id().params()));
            ArrayNode baseline = node.putArray("baseline");
            for (double score : s.baseline()) {
                baseline.add(score);
            }
            ArrayNode candidate = node.putArray("candidate");
            for (double score : s.candidate()) {
                candidate.add(score);
            }
        });
        root.set("run", judgement.facts());
        return root;
    }

    /** One benchmark. */
    public static ObjectNode outcome(Outcome o) {
        ObjectNode node = Json.object().put("benchmark", o.id().benchmark()).put("mode", o.id().mode());
        node.set("params", Json.object(o.id().params()));
        number(node, "ratio", o.ratio());
        number(node, "low", o.low());
        number(node, "high", o.high());
        node.put("verdict", o.verdict().name()).put("reason", o.reason()).put("n", o.n());
        number(node, "p", o.p());
        number(node, "pHolm", o.holm());
        number(node, "detectable", o.detectable());
        node.put("blocksNeeded", o.needed() == 0 ? null : (Integer) o.needed());
        number(node, "controlRatio", o.control());
        node.put("paired", o.paired());
        ArrayNode notes = node.putArray("notes");
        o.notes().forEach(notes::add);
        return node;
    }

    /** One number that is judged exactly. */
    public static ObjectNode count(CountOutcome c) {
        ObjectNode node = Json.object().put("benchmark", c.benchmark());
        node.set("params", Json.object(c.params()));
        node.put("counter", c.counter()).put("verdict", c.verdict().name()).put("reason", c.reason());
        if (c.layer() != Layer.COUNTS) {
            number(node, "before", c.before());
            number(node, "after", c.after());
            ArrayNode methods = node.putArray("methods");
            c.methods().forEach(methods::add);
        }
        return node;
    }

    private static void number(ObjectNode node, String name, double value) {
        node.put(name, Double.isFinite(value) ? (Double) value : null);
    }
}
