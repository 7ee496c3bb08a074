package org.tracepointlab.lab.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Validity;

/** {@code report.md}. */
public final class Report {

    private Report() {
    }

    /**
     * A part of the report.
     *
     * @param title of it
     * @param body in Markdown
     */
    record Section(String title, String body) {
    }

    /** The whole report in Markdown. */
    public static String of(RunData run, List<Charts.Outcome> charts) {
        StringBuilder text = new StringBuilder();
        text.append("# Run ").append(Table.escaped(id(run))).append("\n\n");
        Conclusions.of(run).forEach(c -> text.append("- ").append(Table.escaped(c)).append('\n'));
        text.append('\n').append(verdict(run.validity()));
        for (Section section : sections(run, charts)) {
            text.append("## ").append(section.title()).append("\n\n").append(section.body().strip()).append("\n\n");
        }
        return text.toString();
    }

    static String id(RunData run) {
        return run.environment().path("id").asText(run.folder().getFileName().toString());
    }

    /** What both forms of the report consist of, in their order. */
    static List<Section> sections(RunData run, List<Charts.Outcome> charts) {
        List<Section> sections = new ArrayList<>(List.of(new Section("Correctness", CorrectnessSection.of(run)),
                new Section("The kernel commit's figures", SeedScaleSection.of(run) + chart(charts, "seed-scale.png")),
                new Section("Growth with N", GrowthSection.of(run) + chart(charts, "cost-curve.png")
                        + chart(charts, "slope-hz.png")),
                new Section("Waits and patches", CountsSection.of(run)),
                new Section("Small N, with the tracer's own three removals", SmallNSection.of(run)),
                new Section("Disable and enable again", ReenableSection.of(run) + chart(charts, "reenable.png")),
                new Section("One removal", "Latency of removing one tracepoint: removal by removal in one "
                        + "disable-all, and by percentile."
                        + chart(charts, "timeline.png") + chart(charts, "teardown-percentiles.png")),
                new Section("Other grace periods", OtherSections.flavours(run)),
                new Section("Read side", OtherSections.readSide(run) + chart(charts, "read-side.png")),
                new Section("One grace period", OtherSections.gracePeriods(run)),
                new Section("Readers during teardown", OtherSections.readers(run)),
                new Section("This machine's kernel", HostKernelSection.of(run) + chart(charts, "host-kernel.png")),
                new Section("Environment", environment(run.environment()))));
        PatchingSection.of(run).ifPresent(text -> sections.add(sections.size() - 1, new Section("Patching", text
                + chart(charts, "patching.png") + chart(charts, "beyond.png") + chart(charts, "scale.png")
                + chart(charts, "bystander.png"))));
        String alone = PatchingSection.of(run).isPresent() ? ""
                : chart(charts, "patching.png") + chart(charts, "bystander.png");
        DeferredSection.of(run).ifPresent(text -> sections.add(sections.size() - 1,
                new Section("Deferred patching", text + alone + chart(charts, "further-probes.png"))));
        return sections;
    }

    private static String verdict(Validity validity) {
        StringBuilder text = new StringBuilder();
        if (!validity.valid()) {
            text.append("**").append(Headline.validity(validity)).append(".**\n\n");
        }
        validity.mismatches().forEach((implementation, count) -> {
            if (count > 0) {
                text.append(Markdown.format("**MISMATCH: %s called a func with another func's data %,d times.**%n%n",
                        Table.escaped(implementation), count).replace("\r", ""));
            }
        });
        return text.toString();
    }

    private static String chart(List<Charts.Outcome> charts, String file) {
        for (Charts.Outcome chart : charts) {
            if (chart.file().equals(file)) {
                return "\n\n" + (chart.drawn() ? "![" + file.replace(".png", "").replace('-', ' ') + "](" + file + ")"
                        : "(No " + file + ": " + Table.escaped(chart.missing()) + ".)") + "\n";
            }
        }
        return "";
    }

    private static String environment(JsonNode e) {
        if (e.isEmpty()) {
            return "Not recorded.";
        }
        Table table = new Table("what", "value");
        table.row("plan, random seed", e.path("plan").asText() + ", " + e.path("seed").asText());
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
