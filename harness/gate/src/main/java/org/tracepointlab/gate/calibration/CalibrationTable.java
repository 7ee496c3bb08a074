package org.tracepointlab.gate.calibration;

import java.util.List;
import java.util.function.Function;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;

/** The rates of a simulation as Markdown. */
public final class CalibrationTable {

    /** Slowdowns beside none and the margin itself. */
    private static final double[] SLOWDOWNS = {0.10, 0.20, 0.50};

    private final int comparisons;
    private final long seed;
    private final String command;

    /**
     * @param comparisons for each cell of the table
     * @param command the command line that makes it, as one would type it
     */
    public CalibrationTable(int comparisons, long seed, String command) {
        this.command = command;
        this.comparisons = comparisons;
        this.seed = seed;
    }

    /** The whole page. */
    public String page(List<Noise> noises) {
        StringBuilder page = new StringBuilder();
        Text.line(page, "# How often the gate errs");
        Text.line(page, "");
        Text.line(page, "Each cell has %,d comparisons of two sides, random seed %d. Forks are drawn without any "
                + "change; the slowdown is multiplied", comparisons, seed);
        Text.line(page, "into the candidate's. The gate's own rule (looks after 6, 10 and 20 blocks) and usual rules "
                + "judge the same forks. Made by:");
        Text.line(page, "");
        Text.line(page, "    %s calibrate --simulate --comparisons %d --seed %d", command, comparisons, seed);
        Text.line(page, "");
        Text.line(page,
                "A rate r of n comparisons has a standard error of sqrt(r (1-r) / n): 0.02 points at 0.1%%, 0.07 at "
                + "1%%, with"
                + " 20,000.");
        Text.line(page, "Noise is between forks. Each fork has 5 iterations, lognormal 1%% around its value "
                + "(resampled ones have their own).");
        for (double margin : new double[] {Rule.STRICT_MARGIN, Rule.DEFAULT_MARGIN}) {
            margin(page, new Rule(margin), noises);
        }
        return page.toString();
    }

    private void margin(StringBuilder page, Rule rule, List<Noise> noises) {
        Text.line(page, "");
        Text.line(page, "## Margin %.0f%%", 100 * rule.margin());
        boolean strict = rule.margin() == Rule.STRICT_MARGIN;
        for (Noise noise : noises) {
            List<Rival> rivals = strict ? Rival.all(Rule.LOOKS.get(0), Rule.mostBlocks()) : List.of();
            noise(page, rule, noise, new Simulation(rule, noise, seed, rivals).run(comparisons, slowdowns(rule)),
                    rivals);
        }
    }

    /** None, the margin, and the others. */
    static double[] slowdowns(Rule rule) {
        return rule.margin() == Rule.STRICT_MARGIN
                ? new double[] {0, rule.margin(), SLOWDOWNS[0], SLOWDOWNS[1], SLOWDOWNS[2]}
                : new double[] {0, rule.margin(), SLOWDOWNS[1], SLOWDOWNS[2]};
    }

    private static void noise(StringBuilder page, Rule rule, Noise noise, List<Outcomes> counts, List<Rival> rivals) {
        Text.line(page, "");
        Text.line(page, "### %s", noise.name());
        Text.line(page, "");
        StringBuilder head = new StringBuilder("| rule |");
        StringBuilder under = new StringBuilder("|---|");
        for (Outcomes c : counts) {
            head.append(c.slowdown() == 0 ? " no change |" : Text.format(" +%.0f%%%s |",
                    100 * c.slowdown(), c.slowdown() == rule.margin() ? " (the margin)" : ""));
            under.append("---:|");
        }
        Text.line(page, "%s", head);
        Text.line(page, "%s", under);
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.INVALID)) {
            row(page, "gate: " + (verdict == Verdict.FAIL ? "**FAIL**" : verdict), counts, verdict == Verdict.FAIL,
                    c -> percent(c.share(verdict)));
        }
        row(page, "gate: mean blocks", counts, false, c -> Text.format("%.1f", c.meanBlocks()));
        for (int r = 0; r < rivals.size(); r++) {
            int rival = r;
            row(page, rivals.get(r).name() + ", " + rivals.get(r).blocks() + " forks", counts, false,
                    c -> percent(c.rivalShare(rival)));
        }
    }

    private static void row(StringBuilder page, String name, List<Outcomes> counts, boolean bold,
            Function<Outcomes, String> value) {
        StringBuilder row = new StringBuilder("| ").append(name).append(" |");
        counts.forEach(c -> row.append(' ').append(bold ? "**" + value.apply(c) + "**" : value.apply(c)).append(" |"));
        Text.line(page, "%s", row);
    }

    private static String percent(double share) {
        return Text.format("%.2f%%", 100 * share);
    }
}
