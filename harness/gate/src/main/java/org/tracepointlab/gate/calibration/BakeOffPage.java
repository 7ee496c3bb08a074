package org.tracepointlab.gate.calibration;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Text;

/**
 * The figures of a bake-off, for people and for programs.
 *
 * @param table what it ran on
 * @param rule this gate's
 * @param forks a side
 * @param seed of the dealing
 * @param single of comparisons by themselves
 * @param suites of suites; null where there are too few benchmarks for one
 */
public record BakeOffPage(ForkTable table, Rule rule, int forks, long seed, BakeOff.Tally single,
        BakeOff.Tally suites) {

    /** Columns of the CSV file; shares are from 0 to 1. */
    public static final List<String> COLUMNS = List.of("rule", "unit", "slowdown", "trials", "share");

    /** The page; a command is how it is made again. */
    public String markdown(String command) {
        StringBuilder page = new StringBuilder();
        Text.line(page, "# Bake-off: this gate's rule and those in use");
        Text.line(page, "");
        Text.line(page,
                "Unchanged code that ran %,d times: %,d benchmarks, forks of their own. %d forks are dealt to each "
                + "side, and the"
                + " slowdown is", table.forks(), table.benchmarks().size(), forks);
        Text.line(page,
                "multiplied into one side's scores; all rules judge the same forks. Margin of this gate's rule: "
                + "%.0f%%. Seed %d. Made by:",
                100 * rule.margin(), seed);
        Text.line(page, "");
        Text.line(page, "    %s", command);
        Text.line(page, "");
        Text.line(page,
                "A share s of n trials has a standard error of sqrt(s (1-s) / n), but the benchmarks are few: another "
                + "choice of them moves"
                + " a detection by 3 points.");
        Text.line(page, "");
        Text.line(page, "## One comparison (%,d)", single.trials());
        Text.line(page, "");
        Text.line(page, "Share of comparisons in which the rule says \"slower\". At no change each is a false alarm.");
        Text.line(page, "");
        rows(page, single, "no change");
        if (suites != null) {
            Text.line(page, "");
            Text.line(page, "## A suite of %d (%,d)", BakeOff.SUITE, suites.trials());
            Text.line(page, "");
            Text.line(page,
                    "Without a change: share of suites with a false alarm on any benchmark (PASS: on all). With one: "
                    + "one of the %d is"
                    + " slower, and is named.", BakeOff.SUITE);
            Text.line(page, "");
            rows(page, suites, "no change, any of " + BakeOff.SUITE);
        }
        Text.line(page, "");
        Text.line(page, "%s", notes());
        return page.toString();
    }

    private void rows(StringBuilder page, BakeOff.Tally tally, String none) {
        StringBuilder head = new StringBuilder("| rule |");
        StringBuilder under = new StringBuilder("|---|");
        for (double slowdown : BakeOff.SLOWDOWNS) {
            head.append(slowdown == 0 ? " " + none + " |" : Text.format(" +%.0f%% |", 100 * slowdown));
            under.append("---:|");
        }
        Text.line(page, "%s", head);
        Text.line(page, "%s", under);
        for (int r = 0; r < tally.rules().size(); r++) {
            StringBuilder row = new StringBuilder("| ").append(tally.rules().get(r)).append(" |");
            for (int s = 0; s < BakeOff.SLOWDOWNS.size(); s++) {
                row.append(Text.format(" %.2f%% |", 100 * tally.share(r, s)));
            }
            Text.line(page, "%s", row);
        }
    }

    private String notes() {
        return Text.format("""
                This gate's rule looks once here, as `compare` does: t on fork scores (the fastest three quarters of a \
                fork's iterations), in a
                suite with moderated variances and Holm's correction. A slowdown of exactly its margin of %.0f%% may \
                FAIL in %.0f%% and PASS in
                %.0f%% of cases. The others: benchstat's test on one mean a fork, and on all iterations; Criterion's, \
                with its bootstraps
                replaced by the t distribution; non-overlapping error bars as JMH prints them, alone and with a floor; \
                a plain ratio of
                means, up to github-action-benchmark's default of 200%%.""", 100 * rule.margin(), 100 * Rule.FAIL_ALPHA,
                100 * Rule.PASS_ALPHA);
    }

    /** The rows of the CSV file. */
    public List<List<String>> csv() {
        List<List<String>> rows = new ArrayList<>();
        csv(rows, single, "comparison");
        if (suites != null) {
            csv(rows, suites, "suite of " + BakeOff.SUITE);
        }
        return rows;
    }

    private static void csv(List<List<String>> rows, BakeOff.Tally tally, String unit) {
        for (int r = 0; r < tally.rules().size(); r++) {
            for (int s = 0; s < BakeOff.SLOWDOWNS.size(); s++) {
                rows.add(List.of(tally.rules().get(r), unit, Csv.number(BakeOff.SLOWDOWNS.get(s)), "" + tally.trials(),
                        Csv.number(tally.share(r, s))));
            }
        }
    }
}
