package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Layer;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;
import org.tracepointlab.gate.rule.WorkRule;
import org.tracepointlab.work.Growth;

/** Judges counts of work: those of one fork of each side, by the median of its iterations. */
final class WorkJudge {

    private static final int METHODS = 5;

    private WorkJudge() {
    }

    /** One outcome a metric. */
    static List<CountOutcome> work(WorkCell work, WorkRunner.Counted baseline, WorkRunner.Counted candidate) {
        List<CountOutcome> outcomes = new ArrayList<>();
        WorkRule rule = work.rules().rule();
        for (String metric : work.rules().margins().keySet()) {
            OptionalDouble before = value(baseline.result(), metric);
            OptionalDouble after = value(candidate.result(), metric);
            if (before.isEmpty() || after.isEmpty()) {
                outcomes.add(outcome(Layer.WORK, work.cell(), metric, Verdict.INVALID, missing(before, after),
                        Double.NaN, Double.NaN));
                continue;
            }
            double old = before.getAsDouble();
            double now = after.getAsDouble();
            Verdict verdict = rule.exceeds(metric, old, now) ? Verdict.FAIL : Verdict.PASS;
            CountOutcome outcome = outcome(Layer.WORK, work.cell(), metric, verdict, rule.reason(metric, old, now), old,
                    now);
            outcomes.add(verdict == Verdict.FAIL ? outcome.grown(grown(metric, baseline.methods(), candidate.methods()))
                    : outcome);
        }
        return outcomes;
    }

    private static String missing(OptionalDouble before, OptionalDouble after) {
        String who = before.isEmpty() && after.isEmpty() ? "neither side" : before.isEmpty() ? "not the baseline"
                : "not the candidate";
        return "expected a count of both sides, found " + who + " has one; its fork's log says why";
    }

    /**
     * One outcome a metric: how the work for each element grows, and whether the baseline's grows as well.
     *
     * @param baseline at both numbers of elements, or null for none
     * @param candidate at both
     */
    static List<CountOutcome> growth(WorkCell work, List<WorkRunner.Counted> baseline,
            List<WorkRunner.Counted> candidate) {
        List<CountOutcome> outcomes = new ArrayList<>();
        for (String metric : work.rules().margins().keySet()) {
            double[] now = atBoth(work, candidate, metric);
            double[] old = baseline == null ? null : atBoth(work, baseline, metric);
            if (now == null || baseline != null && old == null) {
                outcomes.add(outcome(Layer.GROWTH, work.cell(), metric, Verdict.INVALID,
                        "expected a count at both numbers of " + work.growth().param() + ", found none; the fork's log"
                        + " says why", Double.NaN, Double.NaN));
                continue;
            }
            outcomes.add(growth(work, metric, old, now, candidate));
        }
        return outcomes;
    }

    private static CountOutcome growth(WorkCell work, String metric, double[] old, double[] now,
            List<WorkRunner.Counted> candidate) {
        WorkCell.Growing growing = work.growth();
        boolean grows = !findings(growing, metric, now).isEmpty() && now[1] - now[0] >= WorkRule.LEAST;
        boolean before = old != null && growth(now) <= growth(old) * (1 + growing.margin());
        String reason = Text.format("%,.3f for each of %d %s, %,.3f for each of %d (%s, margin %s)%s", now[1],
                growing.to(), growing.param(), now[0], growing.from(),
                now[0] == 0 ? "from none" : Text.format("%+.2f%%", 100 * (growth(now) - 1)),
                Text.percent(growing.margin()), grows && before ? "; the baseline's grows as well" : "");
        Verdict verdict = grows && !before ? Verdict.FAIL : Verdict.PASS;
        CountOutcome outcome = outcome(Layer.GROWTH, work.cell(), metric, verdict, reason, now[0], now[1]);
        return verdict == Verdict.FAIL ? outcome.grown(grown(metric, candidate.get(0).methods(),
                candidate.get(1).methods())) : outcome;
    }

    private static double growth(double[] counts) {
        return counts[0] == counts[1] ? 1 : counts[1] / counts[0];
    }

    private static List<Growth.Finding> findings(WorkCell.Growing growing, String metric, double[] counts) {
        return Growth.ofOne(growing.from(), Map.of(metric, counts[0]), growing.to(), Map.of(metric, counts[1]))
                .findings(growing.margin());
    }

    /** For each element at both numbers of them, or null where a count is missing. */
    private static double[] atBoth(WorkCell work, List<WorkRunner.Counted> counted, String metric) {
        OptionalDouble small = value(counted.get(0).result(), metric);
        OptionalDouble large = value(counted.get(1).result(), metric);
        if (small.isEmpty() || large.isEmpty()) {
            return null;
        }
        boolean each = work.growth().each();
        return new double[] {small.getAsDouble() / (each ? 1 : work.growth().from()),
            large.getAsDouble() / (each ? 1 : work.growth().to())};
    }

    /** The median of the iterations: an iteration in which a table grew is none of the operation's. */
    private static OptionalDouble value(JsonNode result, String metric) {
        return Stats.finiteMedian(Stats.array(ExactCounts.values(result, metric)));
    }

    /** The methods whose counts for each operation grew most. */
    private static List<String> grown(String metric, JsonNode before, JsonNode after) {
        if (before == null || after == null || !metric.matches("work\\.[a-z]+")) {
            return List.of();
        }
        String field = metric.substring("work.".length());
        Map<String, Double> grown = new TreeMap<>();
        byMethod(after, field).forEach((method, count) -> grown.merge(method, count, Double::sum));
        byMethod(before, field).forEach((method, count) -> grown.merge(method, -count, Double::sum));
        return grown.entrySet().stream().filter(e -> e.getValue() >= WorkRule.LEAST)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed()).limit(METHODS)
                .map(e -> Text.format("%s %+,.1f", e.getKey(), e.getValue())).toList();
    }

    private static Map<String, Double> byMethod(JsonNode file, String field) {
        Map<String, Double> counts = new TreeMap<>();
        double operations = file.path("operations").asDouble();
        file.path("methods").forEach(method ->
                counts.put(method.path("method").asText(), method.path(field).asDouble() / operations));
        return counts;
    }

    private static CountOutcome outcome(Layer layer, GateCell cell, String metric, Verdict verdict, String reason,
            double before, double after) {
        return new CountOutcome(layer, cell.benchmark(), cell.params(), metric, verdict, reason, before, after,
                List.of());
    }

    /** What stands for all metrics of a benchmark whose fork gave no result. */
    static List<CountOutcome> failed(WorkCell work, String reason) {
        Layer layer = work.growth() == null ? Layer.WORK : Layer.GROWTH;
        return List.of(outcome(layer, work.cell(), "(none)", Verdict.INVALID, reason, Double.NaN, Double.NaN));
    }
}
