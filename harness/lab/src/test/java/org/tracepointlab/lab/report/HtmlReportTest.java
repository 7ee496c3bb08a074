package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SyntheticRun;
import org.tracepointlab.lab.run.Measurement;

/** The page as text; {@link HtmlReportInBrowserTest} has it in a browser. */
class HtmlReportTest {

    private static final Path PREVIEW = Path.of("target", "report-preview");
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    Path folder;

    static Path page(RunData run) throws IOException {
        List<Charts.Outcome> charts = Charts.draw(run, run.folder());
        Path file = run.folder().resolve(HtmlReport.FILE);
        AtomicFiles.write(file, HtmlReport.of(run, charts));
        AtomicFiles.write(run.folder().resolve("report.md"), Report.of(run, charts));
        return file;
    }

    /** A whole run. */
    static Path good(Path preview) throws IOException {
        Path out = Files.createDirectories(preview.resolve("good"));
        SyntheticRun.hlog(out.resolve(RunData.HLOG));
        SyntheticRun.correctness(out);
        SyntheticRun.timeline(out);
        SyntheticRun.hostKernel(out);
        return page(SyntheticRun.likeDefault().data(out));
    }

    /** A run whose every free text tries to be markup. */
    static Path hostile(Path preview) throws IOException {
        Path out = Files.createDirectories(preview.resolve("hostile"));
        String evil =
                "<script>document.title='owned'</script><img src=x "
                + "onerror=\"document.title='owned'\">|[x](javascript:owned)`*";
        Files.writeString(out.resolve("correctness.csv"),
                "implementation,scenario_set,readers,probes,operations,states,violations,seconds\n\""
                + evil.replace("\"", "\"\"")
                        + "\",\"</td></table><b>set\",1,3,5,10,0,1\n");
        Map<String, String> params = new LinkedHashMap<>(
                Map.of("implementation", evil, "rcu", "kernel", "hz", "1000", "cpus",
                "1", "patching", "callsite", "tracepoints", "10"));
        Measurement other = new Measurement("org.example.<script>document.title='owned'</script>", "avgt", "ns/op",
                params, 1, 1, 5,
                null, Map.of());
        Measurement m = new Measurement(Names.DISABLE_ALL, "ss", "s/op", params, 1, 1, 0.001, null,
                Map.of("compiledSites", 10.0, "thrownAway", 10.0, "mismatches", 1.0, "readerFires", 5.0));
        return page(RunData.of(out, Json.object().put("id", "</title><script>" + evil).put("plan", evil),
                List.of(m, other),
                SyntheticRun.REFERENCE));
    }

    @Test
    void saysTheSummaryFirstAndNeedsNothingElse() throws IOException {
        String html = Files.readString(good(PREVIEW));
        assertThat(html.indexOf("Use conditional: it is correct"))
                .isPositive().isLessThan(html.indexOf("<table"));
        assertThat(html).contains("<span class=\"badge mismatch\">MISMATCH</span>",
                "<span class=\"badge correct\">correct</span>",
                "<span class=\"badge valid\">valid run</span>", "<h2>Growth with N</h2>", "href=\"correctness.csv\"");
        assertThat(Pattern.compile("<figure>").matcher(html).results().count()).as("charts").isEqualTo(8);
        assertThat(Pattern.compile(" id=\"([^\"]+)\"").matcher(html).results().map(m -> m.group(1)))
                .doesNotHaveDuplicates();
        assertThat(Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(html).results().map(m -> m.group(1)))
                .noneMatch(l -> l.matches("(?i)(https?:)?//.*"));
        assertThat(html.length()).isLessThan(MEGABYTE);
        assertThat(html).as("a mark with value, interval and number").containsPattern(
                "<title[^>]*>conditional \\(correct\\) at HZ=1000, N=1,962: 3\\d\\d ms \\(3\\d\\d ms to 3\\d\\d ms\\), "
                + "of 3 values<");
    }

    @Test
    void everyFieldIsText() throws IOException {
        String html = Files.readString(hostile(PREVIEW));
        assertThat(html).contains("&lt;script&gt;document.title")
                .doesNotContain("<script>document", "<img src=x", "<b>set",
                "href=\"javascript:");
        assertThat(Pattern.compile("<script>").matcher(html).results().count()).as("our own script").isEqualTo(1);
        assertThat(Files.readString(PREVIEW.resolve("hostile").resolve("report.md"))
                .replaceAll("```.*?```|`[^`\n]*`", ""))
                .doesNotContainPattern("(?<!\\\\)<(script|img|b|/td)");
    }

    @Test
    void aRunWithoutDataIsAPageToo() throws IOException {
        String html = Files.readString(page(new SyntheticRun().data(folder)));
        assertThat(html.substring(0, html.indexOf("<script>")))
                .contains("This run has no disable-all", "Not measured in this run").doesNotContain("NaN", "<svg");
    }
}
