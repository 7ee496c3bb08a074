package org.tracepointlab.gate.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rule on two finished JMH results: one look at all that there is.
 *
 * <p>Forks that carry the same block ids are paired, and ids that cannot be right are INVALID; else the sides are
 * compared as two independent samples of forks, and the outcome says so. There is no control, so that what the run can
 * detect is judged by the spread of the forks themselves.
 */
public final class FileComparison {

    private final Rule rule;
    private final Set<String> differing;
    private final String across;
    private final boolean inOrder;

    /** Pairs forks by their block ids alone. */
    public FileComparison(Rule rule, Set<String> differing, String across) {
        this(rule, differing, across, false);
    }

    /**
     * @param differing names of what may differ in the environment, as JMH's result has them; or {@code all}
     * @param across parameter that is left out of a benchmark's identity, since it is what the sides differ in; or null
     * @param inOrder true if fork i of both sides is known to have run in the same block, whatever ids they carry
     */
    public FileComparison(Rule rule, Set<String> differing, String across, boolean inOrder) {
        this.rule = rule;
        this.differing = Set.copyOf(differing);
        this.across = across;
        this.inOrder = inOrder;
    }

    /**
     * One outcome for each benchmark of either side, the baseline's first; none of those whose work was counted on
     * both: that is what is judged of them ({@link WorkComparison}).
     */
    public List<Outcome> compare(List<JmhResult> baseline, List<JmhResult> candidate) {
        Map<BenchmarkId, List<JmhResult>> old = byId(baseline);
        Map<BenchmarkId, List<JmhResult>> now = byId(candidate);
        old.keySet().removeIf(id -> isCounted(old.get(id)) && isCounted(now.getOrDefault(id, List.of())));
        now.keySet().removeIf(id -> !old.containsKey(id) && isCounted(now.get(id)) && isIn(id, baseline));
        old.keySet().removeIf(id -> id.isTail() && !now.containsKey(id)); // a side with too few samples has none
        now.keySet().removeIf(id -> id.isTail() && !old.containsKey(id));
        Map<BenchmarkId, Outcome> outcomes = new LinkedHashMap<>();
        List<Comparison> comparisons = new ArrayList<>();
        old.forEach((id, entries) -> {
            List<JmhResult> others = now.get(id);
            outcomes.put(id, others == null
                    ? Outcome.not(id, Verdict.ONLY_BASELINE, "only in the baseline" + near(id, now.keySet())
                            + ": it cannot be compared, and all together are INVALID")
                    : compare(id, entries, others, comparisons));
        });
        now.keySet().stream().filter(id -> !old.containsKey(id)).forEach(id ->
                outcomes.put(id, Outcome.not(id, Verdict.ONLY_CANDIDATE,
                        "only in the candidate" + near(id, old.keySet())
                        + ": there is nothing to compare it with, and it decides nothing")));
        Decision.decide(rule, comparisons, Look.only()).forEach(outcome -> outcomes.put(outcome.id(), outcome));
        return List.copyOf(outcomes.values());
    }

    /** What the other side has of this benchmark, if anything. */
    private static String near(BenchmarkId id, Set<BenchmarkId> others) {
        return others.stream().filter(other -> other.benchmark().equals(id.benchmark())).findFirst()
                .map(other -> ", where the other has " + other).orElse("");
    }

    private Map<BenchmarkId, List<JmhResult>> byId(List<JmhResult> results) {
        Map<BenchmarkId, List<JmhResult>> byId = new LinkedHashMap<>();
        results.forEach(r -> byId.computeIfAbsent(identity(r.id()), id -> new ArrayList<>()).add(r));
        return byId;
    }

    private BenchmarkId identity(BenchmarkId id) {
        return id.without(across);
    }

    private static boolean isCounted(List<JmhResult> results) {
        return !results.isEmpty() && results.stream().allMatch(JmhResult::counted);
    }

    private boolean isIn(BenchmarkId id, List<JmhResult> results) {
        return results.stream().anyMatch(result -> identity(result.id()).equals(id));
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
        double factor = JmhUnits.factor(now.unit(), old.unit());
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
        int n = Math.min(costOfOld.length, costOfNow.length);
        if (n < Rule.FEWEST_FORKS) {
            return few(id, costOfOld, costOfNow);
        }
        Blocks blocks = inOrder ? Blocks.inOrder(costOfOld.length, costOfNow.length)
                : Blocks.of(old.blocks(), now.blocks());
        if (!blocks.problem().isEmpty()) {
            return invalid(id, blocks.problem());
        }
        boolean paired = blocks.partner().length > 0;
        Effect effect = paired ? Effect.paired(blocks.logRatios(costOfOld, costOfNow))
                : Effect.welch(costOfOld, costOfNow);
        comparisons.add(new Comparison(id, effect, null, n, false, paired, Outliers.of(costOfOld, costOfNow)));
        return null;
    }

    private static Outcome few(BenchmarkId id, double[] costOfOld, double[] costOfNow) {
        double none = Double.NaN;
        double ratio = Math.exp(Arrays.stream(costOfNow).average().orElse(none) - Arrays.stream(costOfOld).average()
                .orElse(none));
        return new Outcome(id, Verdict.INCONCLUSIVE, "expected " + Rule.FEWEST_FORKS + " forks a side or more, found "
                + costOfOld.length + " and " + costOfNow.length + "; " + Rule.LOOKS.get(0) + " are needed for a first "
                + "look",
                Math.min(costOfOld.length, costOfNow.length), ratio, none, none, none, none, none, Rule.LOOKS.get(0),
                none, true,
                List.of());
    }

    private static double[] logCosts(BenchmarkId id, double[] scores, double factor) {
        return Arrays.stream(scores).map(s -> Cost.log(id, s * factor)).toArray();
    }

    private static Outcome invalid(BenchmarkId id, String reason) {
        return Outcome.not(id, Verdict.INVALID, reason);
    }
}
