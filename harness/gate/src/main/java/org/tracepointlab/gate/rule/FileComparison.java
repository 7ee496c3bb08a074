package org.tracepointlab.gate.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The rule on two finished JMH results: one look at all that there is.
 *
 * <p>Forks that carry the same block ids are paired; else the sides are compared as two independent samples of forks. There
 * is no control then, so that what the run can detect is judged by the spread of the forks themselves.
 */
public final class FileComparison {

    private final Rule rule;
    private final Set<String> differing;
    private final String across;

    /**
     * @param differing names of what may differ in the environment, as JMH's result has them; or {@code all}
     * @param across parameter that is left out of a benchmark's identity, since it is what the sides differ in; or null
     */
    public FileComparison(Rule rule, Set<String> differing, String across) {
        this.rule = rule;
        this.differing = Set.copyOf(differing);
        this.across = across;
    }

    /** One outcome for each benchmark of either side, the baseline's first. */
    public List<Outcome> compare(List<JmhResult> baseline, List<JmhResult> candidate) {
        Map<BenchmarkId, List<JmhResult>> old = byId(baseline);
        Map<BenchmarkId, List<JmhResult>> now = byId(candidate);
        Map<BenchmarkId, Outcome> outcomes = new LinkedHashMap<>();
        List<Comparison> comparisons = new ArrayList<>();
        old.forEach((id, entries) -> {
            List<JmhResult> others = now.get(id);
            outcomes.put(id, others == null
                    ? Outcome.not(id, Verdict.ONLY_BASELINE, "only in the baseline")
                    : compare(id, entries, others, comparisons));
        });
        now.keySet().stream().filter(id -> !old.containsKey(id)).forEach(id ->
                outcomes.put(id, Outcome.not(id, Verdict.ONLY_CANDIDATE, "only in the candidate")));
        Decision.decide(rule, comparisons, true).forEach(outcome -> outcomes.put(outcome.id(), outcome));
        return List.copyOf(outcomes.values());
    }

    private Map<BenchmarkId, List<JmhResult>> byId(List<JmhResult> results) {
        Map<BenchmarkId, List<JmhResult>> byId = new LinkedHashMap<>();
        results.forEach(r -> byId.computeIfAbsent(identity(r.id()), id -> new ArrayList<>()).add(r));
        return byId;
    }

    private BenchmarkId identity(BenchmarkId id) {
        if (across == null) {
            return id;
        }
        Map<String, String> params = new LinkedHashMap<>(id.params());
        params.remove(across);
        return new BenchmarkId(id.benchmark(), id.mode(), params);
    }

    /** Adds what is to be decided to the comparisons, or says at once why not. */
    private Outcome compare(BenchmarkId id, List<JmhResult> baseline, List<JmhResult> candidate,
            List<Comparison> comparisons) {
        if (baseline.size() > 1 || candidate.size() > 1) {
            return invalid(id, "expected one result a side, found " + baseline.size() + " in the baseline and "
                    + candidate.size() + " in the candidate");
        }
        JmhResult old = baseline.get(0);
        JmhResult now = candidate.get(0);
        if (!old.problem().isEmpty() || !now.problem().isEmpty()) {
            return invalid(id, old.problem().isEmpty() ? "candidate: " + now.problem() : "baseline: " + old.problem());
        }
        double factor = Units.factor(now.unit(), old.unit());
        if (Double.isNaN(factor)) {
            return invalid(id, "expected scores in " + old.unit() + ", found " + now.unit());
        }
        String environment = Environments.differ(old.environment(), now.environment(), differing);
        if (!environment.isEmpty()) {
            return invalid(id, "the environments differ: " + environment + " (--allow-different "
                    + environment.substring(0, environment.indexOf(' ')) + " compares them)");
        }
        return effect(id, old, now, factor, comparisons);
    }

    private Outcome effect(BenchmarkId id, JmhResult old, JmhResult now, double factor, List<Comparison> comparisons) {
        double[] costOfOld = logCosts(id, old.forks(), 1);
        double[] costOfNow = logCosts(id, now.forks(), factor);
        double[] paired = paired(old, costOfOld, now, costOfNow);
        int n = paired.length >= Rule.FEWEST_FORKS ? paired.length : Math.min(costOfOld.length, costOfNow.length);
        if (n < Rule.FEWEST_FORKS) {
            double ratio = Math.exp(Arrays.stream(costOfNow).average().orElse(Double.NaN)
                    - Arrays.stream(costOfOld).average().orElse(Double.NaN));
            return new Outcome(id, Verdict.INCONCLUSIVE, "expected " + Rule.FEWEST_FORKS + " forks a side or more, found "
                    + old.forks().length + " and " + now.forks().length + "; " + Rule.LOOKS.get(0)
                    + " is what a first look takes", n, ratio, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
                    Double.NaN, Rule.LOOKS.get(0), Double.NaN);
        }
        Effect effect = paired.length >= Rule.FEWEST_FORKS ? Effect.paired(paired) : Effect.welch(costOfOld, costOfNow);
        comparisons.add(new Comparison(id, effect, null, n, false));
        return null;
    }

    /** Log-ratios of the forks that have a block in common, or none. */
    private static double[] paired(JmhResult old, double[] costOfOld, JmhResult now, double[] costOfNow) {
        Map<String, Integer> blocks = new HashMap<>();
        for (int i = 0; i < old.blocks().size(); i++) {
            blocks.put(old.blocks().get(i), i);
        }
        return IntStream.range(0, now.blocks().size()).filter(i -> blocks.containsKey(now.blocks().get(i)))
                .mapToDouble(i -> costOfNow[i] - costOfOld[blocks.get(now.blocks().get(i))]).toArray();
    }

    private static double[] logCosts(BenchmarkId id, double[] scores, double factor) {
        return Arrays.stream(scores).map(s -> Cost.log(id, s * factor)).toArray();
    }

    private static Outcome invalid(BenchmarkId id, String reason) {
        return Outcome.not(id, Verdict.INVALID, reason);
    }
}
