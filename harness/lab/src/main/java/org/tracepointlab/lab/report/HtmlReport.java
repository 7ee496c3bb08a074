package org.tracepointlab.lab.report;

import java.nio.file.Files;
import java.util.List;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.RunData;

/** {@code report.html}: the report as one page that needs nothing but itself. */
public final class HtmlReport {

    /** Its name in a run's folder. */
    public static final String FILE = "report.html";

    /** Files of a run that the page leads to, if they are there. */
    private static final List<String> FILES = List.of("summary.csv", "cost-curve.csv", "measurements.csv",
            "timeline.csv",
            "correctness.csv", "host-kernel.csv", "jmh.json", "disabled.csv",
            "teardown.hlog", "environment.json", "report.md");

    private HtmlReport() {
    }

    /** The whole page, with these charts. */
    public static String of(RunData run, List<Charts.Outcome> charts) {
        List<String> conclusions = Conclusions.of(run);
        StringBuilder body = new StringBuilder("<header>\n<h1 class=\"summary\">")
                .append(Html.escape(conclusions.get(0))).append("</h1>\n<ul class=\"conclusions\">\n");
        conclusions.stream().skip(1).forEach(c -> body.append("<li>").append(Html.escape(c)).append("</li>\n"));
        body.append("</ul>\n<p>").append(Html.badge(run.validity().valid() ? "valid run" : "INVALID"))
                .append(" Run ").append(Html.escape(Report.id(run))).append(".</p>\n");
        cards(body, Figures.of(run));
        List<Report.Section> sections = Report.sections(run, charts);
        navigation(body, sections);
        body.append("</header>\n<main>\n");
        for (Report.Section section : sections) {
            body.append("<section id=\"").append(Html.id(section.title())).append("\">\n<h2>")
                    .append(Html.escape(section.title())).append("</h2>\n")
                    .append(Html.of(section.body(), section.title(), charts)).append("</section>\n");
        }
        files(body, run);
        return Html.page("Tracepoint lab: " + Report.id(run), body.append("</main>\n").toString());
    }

    private static void cards(StringBuilder body, List<Figures.Figure> figures) {
        body.append("<ul class=\"cards\">\n");
        for (Figures.Figure f : figures) {
            body.append("<li style=\"--hue: ").append(f.colour()).append("\">").append(Html.escape(f.implementation()))
                    .append(' ').append(Html.badge(f.mark())).append(" <strong>").append(Html.escape(f.median()))
                    .append("</strong> <small>").append(Html.escape(f.details())).append("</small></li>\n");
        }
        body.append("</ul>\n");
    }

    private static void navigation(StringBuilder body, List<Report.Section> sections) {
        body.append("<nav aria-label=\"Sections\">\n<ul>\n");
        sections.forEach(s -> body.append("<li><a href=\"#").append(Html.id(s.title())).append("\">")
                .append(Html.escape(s.title())).append("</a></li>\n"));
        body.append("<li><a href=\"#files\">Files</a></li>\n</ul>\n</nav>\n");
    }

    private static void files(StringBuilder body, RunData run) {
        body.append("<section id=\"files\">\n<h2>Files</h2>\n<p>All figures of this page, and more, are in these "
                + "files in the same folder:</p>\n<ul>\n");
        FILES.stream().filter(f -> Files.exists(run.folder().resolve(f)) || f.equals("report.md"))
                .forEach(f -> body.append("<li><a href=\"").append(f).append("\">").append(f).append("</a></li>\n"));
        body.append("</ul>\n</section>\n");
    }
}
