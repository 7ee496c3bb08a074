package org.tracepointlab.gate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Cost;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.SideScores;
import org.tracepointlab.gate.rule.Text;

/**
 * The candidate's costs in the form {@code customSmallerIsBetter} of github-action-benchmark: an array of objects with
 * {@code name}, {@code unit}, {@code value}, {@code range} and {@code extra}. A throughput is turned over, so that less
 * is better in all of them.
 */
public final class SmallerIsBetter {

    private SmallerIsBetter() {
    }

    /** The document: median of the forks, and from the smallest to the greatest as range. */
    public static ArrayNode of(Judgement j) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (SideScores s : j.scores()) {
            double[] costs = Cost.of(s.id(), s.candidate());
            if (costs.length == 0) {
                continue;
            }
            all.addObject().put("name", s.id().toString()).put("unit", Cost.unit(s.id(), s.unit()))
                    .put("value", Stats.median(costs))
                    .put("range", Text.format("%.6g to %.6g", Arrays.stream(costs).min().orElseThrow(),
                            Arrays.stream(costs).max().orElseThrow()))
                    .put("extra", costs.length + " forks; " + verdict(j, s.id()) + "; gate: " + j.verdict());
        }
        return all;
    }

    /** The row's own, which may be better than that of all together. */
    private static String verdict(Judgement j, BenchmarkId id) {
        return j.outcomes().stream().filter(o -> o.id().equals(id)).map(o -> o.verdict().name()).findFirst()
                .orElse("not judged");
    }
}
