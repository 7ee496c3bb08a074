package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Verdict;

/** Judges exact counts: those of one fork of each side, iteration by iteration. */
final class ExactCounts {

    private final CountRules rules;

    ExactCounts(CountRules rules) {
        this.rules = rules;
    }

    /**
     * One outcome a counter.
     *
     * @param baseline result of a fork, or null where there is no baseline: then only bounds are judged
     * @param candidate result of a fork
     */
    List<CountOutcome> judge(GateCell cell, JsonNode baseline, JsonNode candidate) {
        List<CountOutcome> outcomes = new ArrayList<>();
        for (String counter : rules.counters(cell.benchmark(), cell.params())) {
            if (baseline == null && rules.bound(cell.benchmark(), cell.params(), counter).isEmpty()) {
                continue;
            }
            List<Double> now = values(candidate, counter);
            List<Double> old = baseline == null ? List.of() : values(baseline, counter);
            outcomes.add(one(cell, counter, old, now));
        }
        return outcomes;
    }

    /** INVALID for each bound whose benchmark is none of those that are counted: it would hold nothing. */
    List<CountOutcome> bindNothing(List<GateCell> counted, List<GatePlan.Unmatched> unmatched) {
        return rules.bounds().stream()
                .filter(bound -> unmatched.stream().noneMatch(other -> other.benchmark().equals(bound.benchmark())))
                .filter(bound -> counted.stream().noneMatch(
                        cell -> bound.fits(cell.benchmark(), cell.params(), bound.counter())))
                .map(bound -> new CountOutcome(bound.benchmark(), bound.params(), bound.counter(), Verdict.INVALID,
                        "expected a benchmark among those counted that this bound is of, found none"))
                .toList();
    }

    private CountOutcome one(GateCell cell, String counter, List<Double> old, List<Double> now) {
        Optional<CountRules.Bound> bound = rules.bound(cell.benchmark(), cell.params(), counter);
        if (now.isEmpty()) {
            return outcome(cell, counter, Verdict.INVALID, "expected a count, found that "
                    + (old.isEmpty() ? "neither side has one" : "the candidate has none"));
        }
        if (bound.isPresent()) {
            boolean within = now.stream().allMatch(v -> v >= bound.get().min() && v <= bound.get().max());
            return outcome(cell, counter, within ? Verdict.PASS : Verdict.FAIL, String.format(Locale.ROOT,
                    "expected %s to %s, found %s", number(bound.get().min()), number(bound.get().max()), text(now)));
        }
        if (old.isEmpty()) {
            return outcome(cell, counter, Verdict.INVALID, "expected a count of the baseline or a bound, found neither;"
                    + " the candidate counts " + text(now));
        }
        return old.equals(now) ? outcome(cell, counter, Verdict.PASS, "both count " + text(now))
                : outcome(cell, counter, Verdict.FAIL,
                "expected " + text(old) + " as in the baseline, found " + text(now)
                        + "; if this change is intended, set a bound for it");
    }

    private static CountOutcome outcome(GateCell cell, String counter, Verdict verdict, String reason) {
        return new CountOutcome(cell.benchmark(), cell.params(), counter, verdict, reason);
    }

    /** What each iteration of a fork counted; none where it does not count that. */
    static List<Double> values(JsonNode result, String counter) {
        List<Double> values = new ArrayList<>();
        result.path("secondaryMetrics").path(counter).path("rawData").path(0).forEach(v -> values.add(Json.number(v)));
        return values;
    }

    /** One number if all iterations counted the same. */
    private static String text(List<Double> values) {
        return values.stream().distinct().map(ExactCounts::number).collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return Double.isInfinite(value) ? "any" : Csv.number(value);
    }
}
