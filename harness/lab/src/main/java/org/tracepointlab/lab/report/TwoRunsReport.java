package org.tracepointlab.lab.report;

import java.util.List;
import java.util.stream.Collectors;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.TwoRuns;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Summary;

/** Two runs side by side, as a page and on the terminal. */
public final class TwoRunsReport {

    private static final String CAUTION = "A ratio is B's median divided by A's; there is none where both are "
            + "shown as the same. Two runs made one after the other "
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
        body.append(Html.of(CAUTION + chart + "\n\n## Cells of both\n\n" + table(runs).markdown(),
                "cells of both runs", charts));
        only(body, "Only in A", runs.onlyInA());
        only(body, "Only in B", runs.onlyInB());
        body.append("<p><a href=\"compare.csv\">compare.csv</a> has all cells, with all parameters.</p>\n</main>\n");
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

    /** For the terminal: the disable-alls, with the parameters alone that tell them apart. */
    public static String plain(TwoRuns runs) {
        List<TwoRuns.Cell> cells = runs.both().stream().filter(c -> c.benchmark().endsWith(".disableAll")).toList();
        Table table = new Table("disable all", "A, median", "A, range", "B, median", "B, range", "ratio");
        for (TwoRuns.Cell c : cells) {
            table.row(apart(c, cells), value(c.a(), c.a().median()), range(c.a()), value(c.b(), c.b().median()),
                    range(c.b()), ratio(c));
        }
        return (table.isEmpty() ? "" : table.plain(Table.TERMINAL) + "\n") + summary(runs) + "\n"
                + Table.wrapped(CAUTION, Table.TERMINAL, "");
    }

    /** The parameters that tell this cell from others of its benchmark, without those that are 0. */
    private static String apart(TwoRuns.Cell cell, List<TwoRuns.Cell> all) {
        return cell.a().first().params().entrySet().stream().filter(p -> !p.getValue().equals("0")
                && all.stream().anyMatch(o -> o.benchmark().equals(cell.benchmark())
                && !o.a().first().param(p.getKey()).equals(p.getValue())))
                .map(p -> p.getValue().matches("[0-9]+") ? p.getKey() + "=" + p.getValue() : p.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String value(Summary s, double value) {
        return s.first().unit().equals("s/op") ? Units.seconds(value) : Units.digits(value) + " " + s.first().unit();
    }

    /** None of two values that are shown as one and the same: its digits would be of nothing that can be seen. */
    private static String ratio(TwoRuns.Cell c) {
        boolean same = value(c.a(), c.a().median()).equals(value(c.b(), c.b().median()));
        return same || !Double.isFinite(c.ratio()) ? Markdown.NONE
                : Markdown.format("%.3f", c.ratio());
    }

    private static Table table(TwoRuns runs) {
        Table table = new Table("benchmark", "parameters", "A, median", "A, range", "B, median", "B, range", "ratio");
        runs.both().forEach(c -> table.row(c.benchmark(), apart(c, runs.both()), value(c.a(), c.a().median()),
                range(c.a()),
                value(c.b(), c.b().median()), range(c.b()), ratio(c)));
        return table;
    }

    private static String range(Summary s) {
        return value(s, s.min()) + " to " + value(s, s.max());
    }
}
