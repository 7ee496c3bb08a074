package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SyntheticRun;
import org.tracepointlab.lab.run.Measurement;

/** The page, as text and in a browser. Pages and pictures stay in {@code target/report-preview} to be looked at. */
class HtmlReportTest {

    private static final Path PREVIEW = Path.of("target", "report-preview");
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    Path folder;

    private static Path page(RunData run) throws IOException {
        List<Charts.Outcome> charts = Charts.draw(run, run.folder());
        Path file = run.folder().resolve(HtmlReport.FILE);
        AtomicFiles.write(file, HtmlReport.of(run, charts));
        AtomicFiles.write(run.folder().resolve("report.md"), Report.of(run, charts));
        return file;
    }

    private static Path good() throws IOException {
        Path out = Files.createDirectories(PREVIEW.resolve("good"));
        SyntheticRun.hlog(out.resolve(RunData.HLOG));
        SyntheticRun.correctness(out);
        SyntheticRun.timeline(out);
        SyntheticRun.hostKernel(out);
        return page(SyntheticRun.likeDefault().data(out));
    }

    /** A run whose every free text tries to be markup. */
    private static Path hostile() throws IOException {
        Path out = Files.createDirectories(PREVIEW.resolve("hostile"));
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
        String html = Files.readString(good());
        assertThat(html.indexOf("Disabling 1,962 tracepoints at HZ=1000 takes original "))
                .isPositive().isLessThan(html.indexOf("<table"));
        assertThat(html).contains("<span class=\"badge mismatch\">MISMATCH</span>",
                "<span class=\"badge correct\">correct</span>",
                "<span class=\"badge valid\">valid run</span>", "<h2>Growth with N</h2>", "href=\"correctness.csv\"");
        assertThat(Pattern.compile("<svg ").matcher(html).results().count()).as("charts").isEqualTo(8);
        assertThat(Pattern.compile(" id=\"([^\"]+)\"").matcher(html).results().map(m -> m.group(1)))
                .doesNotHaveDuplicates();
        assertThat(Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(html).results().map(m -> m.group(1)))
                .noneMatch(l -> l.matches("(?i)(https?:)?//.*"));
        assertThat(html.length()).isLessThan(MEGABYTE);
    }

    @Test
    void everyFieldIsText() throws IOException {
        String html = Files.readString(hostile());
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

    private Chromium browser() {
        Optional<Chromium> chromium = Chromium.find(folder);
        assumeTrue(chromium.isPresent(), "SKIPPED: no chromium on the PATH (Debian: apt-get install chromium)");
        return chromium.get();
    }

    private static final String MEASURE = "var d=document.documentElement;d.setAttribute('data-wide',d.scrollWidth);"
            + "d.setAttribute('data-inner',window.innerWidth);";

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void aBrowserHasNothingToComplainOf(int width) throws Exception {
        Chromium chromium = browser();
        for (Path html : List.of(good(), hostile())) {
            Chromium.Page page = chromium.load(html, width, MEASURE);
            assertThat(page.complaints()).as("console of " + html).isEmpty();
            assertThat(page.value("data-inner")).isEqualTo("" + width);
            assertThat(Integer.parseInt(page.value("data-wide"))).as("width of " + html).isLessThanOrEqualTo(width);
            assertThat(page.value("data-title")).contains(html.toString().contains("good") ? "Tracepoint lab: good"
                    : "&lt;/title")
                    .isNotEqualTo("owned");
            chromium.screenshot(html, width, 2400, html.resolveSibling("page-" + width + ".png"));
        }
        chromium.screenshot(good(), width, 2400, PREVIEW.resolve("good/dark-" + width + ".png"),
                "--force-dark-mode", "--blink-settings=preferredColorScheme=0");
    }

    @Test
    void theChecksOfTheBrowserCanFail() throws Exception {
        Chromium chromium = browser();
        Path broken = Files.writeString(folder.resolve("broken.html"), Html.page("broken",
                "<div style=\"width:2000px\">wide</div><script>nothing.of(this);</script>"));
        Chromium.Page page = chromium.load(broken, 360, MEASURE);
        assertThat(page.complaints()).anyMatch(c -> c.contains("nothing is not defined"));
        assertThat(Integer.parseInt(page.value("data-wide"))).isGreaterThan(1999);
    }

    @Test
    void tablesSortBySizeWhateverTheUnit() throws Exception {
        Path html = Files.writeString(folder.resolve("table.html"), Html.page("table", Html.of(new Table("name", "time")
                .row("b", "568 ms").row("c", "10.2 s").row("a", "95.0 \u00b5s").row("d", "-").row("e", "1,962 s")
                .markdown(),
                "times", List.of())));
        String read = "function names(){return [].map.call(document.querySelectorAll('tbody tr'),function(r){return "
                + "r.cells[0].textContent}).join('')}var b=document.querySelectorAll('th "
                + "button'),d=document.documentElement;"
                + "b[1].click();d.setAttribute('data-up',names());b[1].click();d.setAttribute('data-down',names());"
                + "b[0].click();d.setAttribute('data-name',names());"
                + "d.setAttribute('data-aria',document.querySelectorAll('th')[0].getAttribute('aria-sort'));";
        Chromium.Page page = browser().load(html, 800, read);
        assertThat(page.value("data-up")).isEqualTo("abced");
        assertThat(page.value("data-down")).isEqualTo("decba");
        assertThat(page.value("data-name")).isEqualTo("abcde");
        assertThat(page.value("data-aria")).isEqualTo("ascending");
        assertThat(page.complaints()).isEmpty();
    }
}
