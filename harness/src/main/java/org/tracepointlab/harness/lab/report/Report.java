package org.tracepointlab.harness.lab.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.tracepointlab.harness.lab.chart.Charts;
import org.tracepointlab.harness.lab.data.RunData;
import org.tracepointlab.harness.lab.data.Validity;

/** {@code report.md}. */
public final class Report {

    private Report() {
    }

    /** The whole report. */
    public static String of(RunData run, List<Charts.Outcome> charts) {
        StringBuilder text = new StringBuilder();
        text.append("# Run ").append(run.environment().path("id").asText(run.folder().getFileName().toString()))
                .append("\n\n").append(Headline.of(run)).append("\n\n");
        verdict(text, run.validity());
        section(text, "Correctness", CorrectnessSection.of(run));
        section(text, "Seed scale", SeedScaleSection.of(run));
        chart(text, charts, "seed-scale.png");
        section(text, "Growth with N", GrowthSection.of(run));
        chart(text, charts, "cost-curve.png");
        section(text, "Waits and patches", CountsSection.of(run));
        section(text, "Small N, with the tracer's own three removals", SmallNSection.of(run));
        section(text, "Disable and enable again", ReenableSection.of(run));
        chart(text, charts, "reenable.png");
        section(text, "One removal", "Latency of removing one tracepoint, by percentile.\n");
        chart(text, charts, "teardown-percentiles.png");
        section(text, "Other grace periods", OtherSections.flavours(run));
        section(text, "Read side", OtherSections.readSide(run));
        chart(text, charts, "read-side.png");
        section(text, "One grace period", OtherSections.gracePeriods(run));
        section(text, "Readers during teardown", OtherSections.readers(run));
        section(text, "Environment", environment(run.environment()));
        return text.toString();
    }

    private static void verdict(StringBuilder text, Validity validity) {
        text.append(validity.valid() ? "" : "**").append(Headline.validity(validity))
                .append(validity.valid() ? "" : "**").append(".\n\n");
        validity.mismatches().forEach((implementation, count) -> {
            if (count > 0) {
                text.append(Markdown.format("**MISMATCH: %s called a func with data of another %,d times.**%n%n",
                        implementation, count).replace("\r", ""));
            }
        });
    }

    private static void section(StringBuilder text, String title, String body) {
        text.append("## ").append(title).append("\n\n").append(body.strip()).append("\n\n");
    }

    private static void chart(StringBuilder text, List<Charts.Outcome> charts, String file) {
        for (Charts.Outcome chart : charts) {
            if (chart.file().equals(file)) {
                text.append(chart.drawn() ? "![" + file.replace(".png", "").replace('-', ' ') + "](" + file + ")"
                        : "(No " + file + ": " + chart.missing() + ".)").append("\n\n");
            }
        }
    }

    private static String environment(JsonNode e) {
        if (e.isEmpty()) {
            return "Not recorded.";
        }
        Table table = new Table("what", "value");
        table.row("plan, seed", e.path("plan").asText() + ", " + e.path("seed").asText());
        table.row("started, finished", e.path("startedAt").asText() + ", " + e.path("finishedAt").asText());
        table.row("CPU", e.path("cpu").path("model").asText() + ", " + e.path("cpu").path("logicalCores").asText()
                + " logical cores");
        table.row("system", e.path("os").path("name").asText() + " " + e.path("os").path("version").asText() + " "
                + e.path("os").path("arch").asText());
        table.row("JDK", e.path("jdk").path("vendor").asText() + " " + e.path("jdk").path("version").asText());
        table.row("commit", e.path("git").path("commit").asText("none")
                + (e.path("git").path("dirty").asBoolean() ? ", with changes" : ""));
        table.row("load average at start, end", e.path("loadAverage").path("start").asText() + ", "
                + e.path("loadAverage").path("end").asText());
        return table.markdown();
    }
}
