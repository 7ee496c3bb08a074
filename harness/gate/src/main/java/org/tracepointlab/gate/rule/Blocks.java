package org.tracepointlab.gate.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Which fork of the one side belongs to which of the other, by the ids of their blocks. The ids are not believed where
 * they cannot be right.
 *
 * @param partner for each fork of the candidate, the index of the baseline's in the same block; empty if the sides have
 *     no block in common
 * @param problem why the ids cannot be right, in one line; empty if they can
 */
record Blocks(int[] partner, String problem) {

    /** By these ids, one a fork. */
    static Blocks of(List<String> baseline, List<String> candidate) {
        Map<String, Integer> old = new HashMap<>();
        for (int i = 0; i < baseline.size(); i++) {
            old.put(baseline.get(i), i);
        }
        int common = (int) candidate.stream().distinct().filter(old::containsKey).count();
        if (common == 0) {
            return new Blocks(new int[0], "");
        }
        String problem = "";
        if (old.size() < baseline.size() || new HashSet<>(candidate).size() < candidate.size()) {
            problem = "expected one fork of each side in a block, found several";
        } else if (common < baseline.size() || common < candidate.size()) {
            problem = "expected forks of both sides in each block, found " + (baseline.size() - common)
                    + " of the baseline and "
                    + (candidate.size() - common) + " of the candidate without";
        } else if (common < Rule.FEWEST_FORKS) {
            problem = "expected " + Rule.FEWEST_FORKS + " blocks or more, found " + common;
        }
        return new Blocks(problem.isEmpty() ? candidate.stream().mapToInt(old::get).toArray() : new int[0], problem);
    }

    /** Each fork with the one of the same number. */
    static Blocks inOrder(int baseline, int candidate) {
        if (baseline != candidate) {
            return new Blocks(new int[0], "expected as many forks a side to pair them in their order, found " + baseline
                    + " and "
                    + candidate);
        }
        int[] partner = new int[baseline];
        for (int i = 0; i < partner.length; i++) {
            partner[i] = i;
        }
        return new Blocks(partner, "");
    }

    /** Log-ratios of the pairs. */
    double[] logRatios(double[] baseline, double[] candidate) {
        double[] ratios = new double[partner.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = candidate[i] - baseline[partner[i]];
        }
        return ratios;
    }
}
