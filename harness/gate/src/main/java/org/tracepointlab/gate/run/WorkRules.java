package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.rule.WorkRule;

/**
 * How the work of a benchmark is counted, and how much more of it is allowed.
 *
 * @param operations of an iteration, 1 or more
 * @param margins of the metrics that are judged, in their order; none is empty
 */
public record WorkRules(long operations, Map<String, Double> margins) {

    static final long OPERATIONS = 100;

    /** Checks the ranges and takes a copy. */
    public WorkRules {
        if (operations < 1 || margins.isEmpty()) {
            throw new IllegalArgumentException("expected ops of 1 or more and a metric, found " + operations + " and "
                    + margins.keySet());
        }
        margins = new LinkedHashMap<>(margins);
    }

    /** All metrics of a thread's own work, with one margin. */
    static WorkRules of(long operations, double margin) {
        Map<String, Double> margins = new LinkedHashMap<>();
        WorkRule.METRICS.forEach(metric -> margins.put(metric, margin));
        return new WorkRules(operations, margins);
    }

    /**
     * From {@code {"ops": 100, "margin": 0.01, "margins": {"work.objects": 0}}}; what {@code margins} names is judged
     * as well as the rest.
     *
     * @throws IllegalArgumentException if something is no number or out of range
     */
    static WorkRules of(JsonNode node) {
        WorkRules all = of(number(node, "ops", OPERATIONS).longValue(),
                number(node, "margin", WorkRule.MARGIN).doubleValue());
        Map<String, Double> margins = new LinkedHashMap<>(all.margins);
        node.path("margins").properties().forEach(margin -> {
            if (!margin.getKey().startsWith("work.")) {
                throw new IllegalArgumentException("expected the name of a metric, work.something, found "
                        + margin.getKey());
            }
            margins.put(margin.getKey(), number(node.path("margins"), margin.getKey(), 0).doubleValue());
        });
        new WorkRule(margins);
        return new WorkRules(all.operations, margins);
    }

    private static Number number(JsonNode node, String name, double otherwise) {
        if (node.has(name) && !node.path(name).isNumber()) {
            throw new IllegalArgumentException("expected a number for " + name + ", found " + node.path(name));
        }
        return node.path(name).asDouble(otherwise);
    }

    WorkRule rule() {
        return new WorkRule(margins);
    }

    /** True if the virtual machine's own work is judged too, which a flight recorder has to see. */
    boolean ofTheMachine() {
        return margins.keySet().stream().anyMatch(metric -> metric.startsWith(WorkRule.MACHINE));
    }

    void write(ObjectNode node) {
        node.put("ops", operations);
        ObjectNode all = Json.object();
        margins.forEach(all::put);
        node.set("margins", all);
    }
}
