package org.tracepointlab.gate.rule;

import java.util.Arrays;

/** Scores as costs, of which less is better in every mode. */
public final class Cost {

    private Cost() {
    }

    /** Unit of a cost: a throughput's turned over, {@code ops/s} becoming {@code s/op}. */
    public static String unit(BenchmarkId id, String unit) {
        return id.higherIsBetter() && unit.startsWith("ops/") ? unit.substring("ops/".length()) + "/op" : unit;
    }

    /** Logarithm of the cost of this score. */
    public static double log(BenchmarkId id, double score) {
        return (id.higherIsBetter() ? -1 : 1) * Math.log(score);
    }

    /** Costs of these scores. */
    public static double[] of(BenchmarkId id, double[] scores) {
        return id.higherIsBetter() ? Arrays.stream(scores).map(s -> 1 / s).toArray() : scores.clone();
    }
}
