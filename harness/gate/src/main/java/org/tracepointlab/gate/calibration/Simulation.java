package org.tracepointlab.gate.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Comparison;
import org.tracepointlab.gate.rule.Decision;
import org.tracepointlab.gate.rule.Effect;
import org.tracepointlab.gate.rule.ForkScore;
import org.tracepointlab.gate.rule.Look;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Seeds;
import org.tracepointlab.gate.rule.Verdict;

/**
 * Many comparisons on one noise, judged by the production rule and by its rivals. The same seed gives the same counts,
 * on however many threads.
 */
public final class Simulation {

    private static final BenchmarkId ID = new BenchmarkId("simulated.benchmark", "ss", Map.of());

    private final Rule rule;
    private final Noise noise;
    private final long seed;
    private final List<Rival> rivals;

    /** @param rivals rules that are to judge the same data; may be none */
    public Simulation(Rule rule, Noise noise, long seed, List<Rival> rivals) {
        this.rule = rule;
        this.noise = noise;
        this.seed = seed;
        this.rivals = List.copyOf(rivals);
    }

    /**
     * Runs this many comparisons, each with every one of the slowdowns multiplied into the same forks.
     *
     * @return one count for each slowdown
     */
    public List<Outcomes> run(int comparisons, double[] slowdowns) {
        Outcomes[] zero = Arrays.stream(slowdowns).mapToObj(s -> new Outcomes(s, rivals.size()))
                .toArray(Outcomes[]::new);
        return List.of(IntStream.range(0, comparisons).parallel().collect(
                () -> Arrays.stream(zero).map(Outcomes::empty).toArray(Outcomes[]::new),
                (counts, i) -> one(i, counts),
                (left, right) -> IntStream.range(0, left.length).forEach(i -> left[i].add(right[i]))));
    }

    private void one(int index, Outcomes[] counts) {
        Random random = Seeds.random(seed, index + 1);
        double[][][] blocks = noise.draw(Rule.mostBlocks(), random);
        double[][] forks = Arrays.stream(blocks).map(
                block -> Arrays.stream(block).mapToDouble(ForkScore::ofLogs).toArray())
                .toArray(double[][]::new);
        for (Outcomes count : counts) {
            double log = Math.log1p(count.slowdown());
            count.add(gate(forks, log));
            for (int r = 0; r < rivals.size(); r++) {
                count.addRival(r, rivals.get(r).alarms(blocks, log));
            }
        }
    }

    /**
     * The whole gate of one benchmark, from the logarithms of its forks' costs by block and role: looks until one
     * decides.
     */
    Outcome gate(double[][] forks, double log) {
        Outcome outcome = null;
        for (int blocks : Rule.LOOKS) {
            double[] effect = new double[blocks];
            double[] control = new double[blocks];
            for (int b = 0; b < blocks; b++) {
                effect[b] = forks[b][1] + log - forks[b][0];
                control[b] = forks[b][2] - forks[b][0];
            }
            Comparison one = new Comparison(ID, Effect.paired(effect), Effect.paired(control),
                    Rule.mostBlocks(), false);
            outcome = Decision.decide(rule, List.of(one), Look.after(blocks)).get(0);
            if (outcome.verdict() != Verdict.INCONCLUSIVE) {
                return outcome;
            }
        }
        return outcome;
    }
}
