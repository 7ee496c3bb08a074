package org.tracepointlab.gate.rule;

import java.util.List;
import java.util.Map;

/**
 * One entry of a JMH result, as far as two of them are compared.
 *
 * @param id what was measured
 * @param unit of the scores
 * @param forks score of each fork ({@link ForkScore}, or {@value #SCORES} where they are); of its iterations, each is
 *     in sample mode the mean of its samples
 * @param blocks id of the block of each fork, by which two files of one gate are paired; empty in files of others
 * @param environment what has to be equal on both sides, by name
 * @param work medians of the secondary metrics that {@link WorkRule} judges, by name; those of which an iteration has
 *     no number are left out
 * @param problem why its scores cannot be used, in one line; empty if they can
 */
public record JmhResult(BenchmarkId id, String unit, double[] forks, List<String> blocks,
        Map<String, String> environment, Map<String, Double> work, String problem) {

    /** Field that a gate adds to JMH's: the block of each fork. */
    public static final String BLOCKS = "labBlocks";

    /**
     * Field that a gate adds to JMH's where a fork's score is not that of its iterations alone: the score of each fork,
     * in the unit of the metric. Of duets: see {@link DuetScore}.
     */
    public static final String SCORES = "labScores";

    /** True if its work was counted, so that its times mean nothing. */
    public boolean counted() {
        return work.keySet().stream().anyMatch(WorkRule::isWork);
    }
}
