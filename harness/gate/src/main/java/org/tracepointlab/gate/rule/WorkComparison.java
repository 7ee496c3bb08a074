package org.tracepointlab.gate.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The rule on work, on two finished JMH results: each metric of each benchmark that both have. */
public final class WorkComparison {

    private WorkComparison() {
    }

    /**
     * One outcome for each metric that one of the sides has.
     *
     * @param across parameter that is left out of a benchmark's identity, or null
     */
    public static List<CountOutcome> compare(WorkRule rule, String across, List<JmhResult> baseline,
            List<JmhResult> candidate) {
        Map<BenchmarkId, JmhResult> old = new LinkedHashMap<>();
        baseline.forEach(result -> old.putIfAbsent(result.id().without(across), result));
        List<CountOutcome> outcomes = new ArrayList<>();
        for (JmhResult now : candidate) {
            JmhResult before = old.get(now.id().without(across));
            if (before != null) {
                TreeSet<String> metrics = new TreeSet<>(before.work().keySet());
                metrics.addAll(now.work().keySet());
                metrics.forEach(metric -> outcomes.add(one(rule, now.id().without(across), metric,
                        before.work().get(metric), now.work().get(metric))));
            }
        }
        return outcomes;
    }

    private static CountOutcome one(WorkRule rule, BenchmarkId id, String metric, Double before, Double after) {
        if (before == null || after == null) {
            return outcome(id, metric, Verdict.INVALID, "expected a count on both sides, found none in the "
                    + (before == null ? "baseline" : "candidate"), Double.NaN, Double.NaN);
        }
        return outcome(id, metric, rule.exceeds(metric, before, after) ? Verdict.FAIL : Verdict.PASS,
                rule.reason(metric, before, after), before, after);
    }

    private static CountOutcome outcome(BenchmarkId id, String metric, Verdict verdict, String reason, double before,
            double after) {
        return new CountOutcome(Layer.WORK, id.benchmark(), id.params(), metric, verdict, reason, before, after,
                List.of());
    }
}
