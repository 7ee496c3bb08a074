package org.tracepointlab.gate.rule;

/**
 * The forks' scores of one benchmark.
 *
 * @param id which
 * @param unit of the scores
 * @param baseline one score a fork
 * @param candidate one score a fork
 */
public record SideScores(BenchmarkId id, String unit, double[] baseline, double[] candidate) {
}
