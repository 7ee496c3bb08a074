package org.tracepointlab.gate.calibration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tracepointlab.gate.rule.Effect;
import org.tracepointlab.gate.rule.ForkScore;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Power;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;

/**
 * What a gate is worth on this machine, from blocks of three forks of the same code that ran here.
 *
 * @param forks that ran
 * @param markdown in words and tables
 */
public record MachineReport(RecordedForks forks, String markdown) {

    /** Pairs of the three forks of a block: each is a comparison of unchanged code. */
    private static final int[][] PAIRS = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}};

    /**
     * Judges the forks of a finished gate that ran all its blocks.
     *
     * @param folder with {@code baseline.json}, {@code candidate.json} and {@code control.json}
     * @param comparisons to resample for each rate
     * @param wanted change that is to be detected, a fraction
     */
    public static MachineReport of(Path folder, Rule rule, int comparisons, long seed, double wanted)
            throws IOException {
        RecordedForks forks = RecordedForks.ofRoles(List.of(folder.resolve("baseline.json"),
                folder.resolve("candidate.json"), folder.resolve("control.json")));
        StringBuilder text = new StringBuilder();
        Text.line(text, "## This machine, margin %.0f%%", 100 * rule.margin());
        Text.line(text, "");
        Text.line(text,
                "| benchmark | blocks | spread of a fork | detected with 80%% power by 20 blocks | blocks to detect "
                + "%.0f%% "
                + "| live: PASS, FAIL, other |", 100 * wanted);
        Text.line(text, "|---|---:|---:|---:|---:|---|");
        Simulation live = new Simulation(rule, forks, seed, List.of());
        for (int i = 0; i < forks.size(); i++) {
            double[][] levels = levels(forks.blocks(i));
            double spread = spread(levels);
            Power power = Power.ofGate(rule, spread);
            Text.line(text, "| %s | %d | %.1f%% | %.1f%% | %s | %s |", forks.benchmark(i).replace("|", "\\|"),
                    levels.length,
                    100 * spread / Math.sqrt(2), 100 * power.detectable(Rule.mostBlocks()),
                    wanted > rule.margin() ? power.forksFor(wanted) : "never: within the margin",
                    live(live, levels));
        }
        double[] slowdowns = {0, rule.margin(), 2 * rule.margin(), 4 * rule.margin()};
        Text.line(text, "");
        Text.line(text, "%,d comparisons for each rate, resampled from these forks with a slowdown multiplied in:",
                comparisons);
        Text.line(text, "");
        Text.line(text, "| slowdown | FAIL | PASS | INCONCLUSIVE | INVALID | mean blocks |");
        Text.line(text, "|---:|---:|---:|---:|---:|---:|");
        for (Outcomes c : new Simulation(rule, forks, seed, List.of()).run(comparisons, slowdowns)) {
            Text.line(text, "| %s | %.2f%% | %.2f%% | %.2f%% | %.2f%% | %.1f |", c.slowdown() == 0 ? "none"
                            : Text.format("+%.0f%%", 100 * c.slowdown()), 100 * c.share(Verdict.FAIL),
                    100 * c.share(Verdict.PASS), 100 * c.share(Verdict.INCONCLUSIVE), 100 * c.share(Verdict.INVALID),
                    c.meanBlocks());
        }
        return new MachineReport(forks, text.toString());
    }

    private static double[][] levels(double[][][] blocks) {
        double[][] levels = new double[blocks.length][Noise.ROLES];
        for (int b = 0; b < blocks.length; b++) {
            for (int r = 0; r < Noise.ROLES; r++) {
                levels[b][r] = ForkScore.ofLogs(blocks[b][r]);
            }
        }
        return levels;
    }

    /** Standard deviation of the log-ratio of two forks of one block, over all three pairs. */
    private static double spread(double[][] levels) {
        double sum = 0;
        for (int[] pair : PAIRS) {
            double[] ratios = new double[levels.length];
            for (int b = 0; b < ratios.length; b++) {
                ratios[b] = levels[b][pair[0]] - levels[b][pair[1]];
            }
            double spread = Effect.paired(ratios).spread();
            sum += spread * spread;
        }
        return Math.sqrt(sum / PAIRS.length);
    }

    /** The gate on the forks as they ran, each of the three roles being the baseline once. */
    private static String live(Simulation simulation, double[][] levels) {
        if (levels.length < Rule.mostBlocks()) {
            return "too few blocks";
        }
        int passed = 0;
        int failed = 0;
        for (int[] pair : PAIRS) {
            double[][] turned = new double[levels.length][];
            for (int b = 0; b < turned.length; b++) {
                turned[b] = new double[] {levels[b][pair[0]], levels[b][pair[1]], levels[b][pair[2]]};
            }
            Outcome outcome = simulation.gate(turned, 0);
            passed += outcome.verdict() == Verdict.PASS ? 1 : 0;
            failed += outcome.verdict() == Verdict.FAIL ? 1 : 0;
        }
        return passed + ", " + failed + ", " + (PAIRS.length - passed - failed);
    }
}
