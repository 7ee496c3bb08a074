package org.tracepointlab.lab.report;

import java.util.List;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.TwoRuns;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Summary;

/** Two runs side by side, as a page and on the terminal. */
public final class TwoRunsReport {

    private static final String CAUTION = "A ratio is B's median divided by A's. Two runs made one after the other "
            + "cannot show whether something got slower: machines drift. That takes interleaved forks.";

    private TwoRunsReport() {
    }

    /** The page. */
    public static String html(TwoRuns runs, Charts.Outcome drawn) {
        List<Charts.Outcome> charts = List.of(drawn);
        StringBuilder body = new StringBuilder("<header>\n<h1 class=\"summary\">Two runs side by side: ")
                .append(Html.escape(summary(runs))).append("</h1>\n<ul class=\"cards\">\n");
        card(body, "A", runs.a());
        card(body, "B", runs.b());
        body.append("</ul>\n</header>\n<main>\n");
        String chart = drawn.drawn() ? "\n\n![compare](compare.png)\n" : "";
        body.append(Html.of(CAUTION + chart + "\n\n## Cells of both\n\n" + table(runs, true).markdown(),
                "cells of both runs", charts));
        only(body, "Only in A", runs.onlyInA());
        only(body, "Only in B", runs.onlyInB());
        body.append("<p><a href=\"compare.csv\">compare.csv</a> has all cells.</p>\n</main>\n");
        return Html.page("Two runs: " + Report.id(runs.a()) + " and " + Report.id(runs.b()), body.toString());
    }

    private static void card(StringBuilder body, String name, RunData run) {
        body.append("<li>").append(name).append(": ").append(Html.escape(Report.id(run))).append(' ')
                .append(Html.badge(run.validity().valid() ? "valid run" : "INVALID")).append(" <small>")
                .append(Html.escape(Headline.of(run))).append("</small></li>\n");
    }

    private static void only(StringBuilder body, String title, List<Summary> cells) {
        if (!cells.isEmpty()) {
            Table table = new Table("benchmark", "parameters", "median");
            cells.forEach(s -> table.row(TwoRuns.shortName(s), TwoRuns.params(s),
                    Units.digits(s.median()) + " " + s.first().unit()));
            body.append(Html.of("## " + title + "\n\n" + table.markdown(), title, List.of()));
        }
    }

    private static String summary(TwoRuns runs) {
        return Markdown.format("%d cells are in both runs, %d only in A, %d only in B", runs.both().size(),
                runs.onlyInA().size(), runs.onlyInB().size()) + ".";
    }

    /** For the terminal: the disable-alls. */
    public static String plain(TwoRuns runs) {
        Table table = table(runs, false);
        return (table.isEmpty() ? "" : table.plain() + "\n") + summary(runs) + "\n" + CAUTION;
    }

    private static Table table(TwoRuns runs, boolean all) {
        Table table = new Table("benchmark", "parameters", "unit", "A, median", "A, range", "B, median", "B, range",
                "ratio");
        for (TwoRuns.Cell c : runs.both()) {
            if (all || c.benchmark().endsWith(".disableAll")) {
                table.row(c.benchmark(), c.params(), c.unit(), Units.digits(c.a().median()), range(c.a()),
                        Units.digits(c.b().median()), range(c.b()), Markdown.format("%.3f", c.ratio()));
            }
        }
        return table;
    }

    private static String range(Summary s) {
        return Units.digits(s.min()) + " to " + Units.digits(s.max());
    }
}
