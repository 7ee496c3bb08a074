package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SyntheticRun;
import org.tracepointlab.lab.run.Measurement;

/** The page in a headless browser, in both modes, wide and narrow. Pictures stay in {@code target/page-preview}. */
class HtmlReportInBrowserTest {

    private static final Path PREVIEW = Path.of("target", "page-preview");
    /** Whatever can be read in a chart, with a contrast to the page's paper below what WCAG asks for. */
    private static final String PALE = "(function(){"
            + "function channels(c){return (c.match(/[\\d.]+/g)||[]).map(Number)}"
            + "function light(c){var l=channels(c).slice(0,3).map(function(v){v/=255;"
            + "return v<=0.04045?v/12.92:Math.pow((v+0.055)/1.055,2.4)});return 0.2126*l[0]+0.7152*l[1]+0.0722*l[2]}"
            + "var paper=light(getComputedStyle(document.body).backgroundColor);"
            + "var texts=[].slice.call(document.querySelectorAll('figure svg text, .legend button'));"
            + "return {texts:texts.length,pale:texts.map(function(t){var s=getComputedStyle(t);"
            + "var ink=light(t.ownerSVGElement?s.fill:s.color);"
            + "return [t.textContent,(Math.max(ink,paper)+.05)/(Math.min(ink,paper)+.05)]})"
            + ".filter(function(t){return t[1]<4.5})}}())";

    @TempDir
    static Path profiles;

    @TempDir
    Path folder;

    private static Browser browser;
    private static final Map<String, Path> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        Optional<Browser> found = Browser.start(profiles);
        assumeTrue(found.isPresent(), "SKIPPED: no chromium on the PATH (Debian: apt-get install chromium)");
        browser = found.get();
        PAGES.put("good", HtmlReportTest.good(PREVIEW));
        PAGES.put("hostile", HtmlReportTest.hostile(PREVIEW));
        PAGES.put("ugly", ugly());
        PAGES.put("empty", HtmlReportTest.page(new SyntheticRun().data(Files.createDirectories(
                PREVIEW.resolve("empty")))));
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    /** INVALID, of a huge range, without the original, and with one point. */
    private static Path ugly() throws IOException {
        Path out = Files.createDirectories(PREVIEW.resolve("ugly"));
        SyntheticRun run = new SyntheticRun().teardown("batched", "kernel", 300, 1, 0, 1);
        for (int n : new int[] {1, 10, 100_000}) {
            run.teardown("unconditional", "kernel", 1000, n, 0, 5).teardown("conditional", "kernel", 100, n, 0, 2);
        }
        List<Measurement> late = run.measurements().stream().map(m -> new Measurement(m.benchmark(), m.mode(), m.unit(),
                m.params(), m.fork(), m.iteration(), m.score(), null, Map.of("ticks", 10.0, "lateTicks", 9.0)))
                .toList();
        return HtmlReportTest.page(RunData.of(out, Json.object(), late, SyntheticRun.REFERENCE));
    }

    @ParameterizedTest
    @CsvSource({"400,false", "400,true", "1400,false", "1400,true"})
    void aBrowserHasNothingToComplainOf(int width, boolean dark) throws Exception {
        for (Map.Entry<String, Path> page : PAGES.entrySet()) {
            browser.open(page.getValue(), width, dark, true);
            browser.screenshot(page.getValue().resolveSibling("page-" + width + (dark ? "-dark.png" : ".png")));
            assertThat(browser.complaints()).as("console of " + page).isEmpty();
            assertThat(browser.value("innerWidth").asInt()).isEqualTo(width);
            assertThat(browser.value("document.documentElement.scrollWidth").asInt()).as("width of " + page)
                    .isLessThanOrEqualTo(width);
            assertThat(browser.value("document.title").asText()).isNotEqualTo("owned");
            JsonNode pale = browser.value(PALE);
            assertThat(pale.path("pale")).as("hard to read in " + page).isEmpty();
            assertThat(pale.path("texts").asInt()).isGreaterThan(page.getKey().equals("good") ? 200 : -1);
        }
    }

    @ParameterizedTest
    @CsvSource({"400,false", "1400,true"})
    void nothingKeepsPeopleFromUsingIt(int width, boolean dark) throws Exception {
        for (Path page : PAGES.values()) {
            browser.open(page, width, dark, true);
            browser.value("document.querySelector('details')&&(document.querySelector('details').open=true)");
            assertThat(browser.barriers()).as(page.toString()).isEmpty();
        }
    }

    @Test
    void theChecksOfTheBrowserCanFail() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.html"), Html.page("broken", "<main><h1>broken</h1>"
                + "<div style=\"width:2000px;color:#ccc\">wide</div><figure><svg width=\"9\" height=\"9\">"
                + "<text fill=\"#777700\">brown</text></svg></figure></main><script>nothing.of(this);</script>"));
        browser.open(broken, 400, true, true);
        assertThat(browser.complaints()).anyMatch(c -> c.contains("nothing is not defined"));
        assertThat(browser.value("document.documentElement.scrollWidth").asInt()).isGreaterThan(1999);
        assertThat(browser.value(PALE).path("pale")).hasSize(1);
        browser.open(broken, 400, false, true);
        assertThat(browser.barriers()).anyMatch(b -> b.startsWith("color-contrast"));
    }

    private static String tip() throws Exception {
        return browser.value("[].filter.call(document.querySelectorAll('.tip'),function(t){return !t.hidden})"
                + ".map(function(t){return t.textContent}).join('|')").asText();
    }

    private static final String CURVE = "figure:has(a[href=\"cost-curve.svg\"])";

    @ParameterizedTest
    @CsvSource({"400,narrow", "1400,wide"})
    void aMarkTellsItsValueItsIntervalAndHowManyThereAre(int width, String picture) throws Exception {
        browser.open(PAGES.get("good"), width, false, true);
        assertThat(tip()).isEmpty();
        browser.pointAt(CURVE + " ." + picture + " circle.mark:last-of-type");
        assertThat(tip()).isEqualTo("commit message, unconditional, N=1,962: 10.6 s, of 1 value");
        browser.pointAt("h1");
        assertThat(tip()).isEmpty();
        assertThat(browser.value("[].every.call(document.querySelectorAll('.mark'),function(m){return "
                + "/: .+\\d/.test(m.getAttribute('aria-label'))})").asBoolean()).isTrue();
        assertThat(browser.value("document.querySelectorAll('" + CURVE + " tbody tr').length").asInt())
                .as("rows of the table, one a mark").isEqualTo(browser.value("document.querySelectorAll('" + CURVE
                        + " ." + picture + " .mark').length").asInt()).isGreaterThan(50);
        assertThat(browser.value("[].map.call(document.querySelectorAll('" + CURVE + " ." + picture + " .mark'),"
                + "function(m){var r=m.getBoundingClientRect(),p=m.ownerSVGElement.getBoundingClientRect();"
                + "return r.left>=p.left&&r.right<=p.right&&r.top>=p.top&&r.bottom<=p.bottom}).indexOf(false)").asInt())
                .as("marks outside of the picture").isEqualTo(-1);
    }

    private static final String SHOWN = "[].filter.call(document.querySelectorAll('" + CURVE + " .wide [data-s]'),"
            + "function(e){return e.getAttribute('data-s')===N&&getComputedStyle(e).display!=='none'}).length";

    @Test
    void theLegendHidesAndHighlightsASeriesByKeyboard() throws Exception {
        browser.open(PAGES.get("good"), 1400, false, true);
        String button = "document.querySelector('" + CURVE + " .legend button')";
        String number = "'" + browser.value(button + ".parentNode.getAttribute('data-s')").asText() + "'";
        String shown = SHOWN.replace("N", number);
        assertThat(browser.value(shown).asInt()).as("line, markers, band and marks").isGreaterThan(10);
        browser.value(button + ".focus()");
        assertThat(browser.value("document.querySelectorAll('" + CURVE + " .dim').length").asInt()).isPositive();
        assertThat(browser.value("document.querySelectorAll('" + CURVE + " .dim[data-s=\"" + number.replace("'", "")
                + "\"]').length").asInt()).isZero();
        browser.press("Enter");
        assertThat(browser.value(button + ".getAttribute('aria-pressed')").asText()).isEqualTo("false");
        assertThat(browser.value(shown).asInt()).isZero();
        browser.press("Tab");
        assertThat(browser.value("document.activeElement.closest('.legend')!==null").asBoolean()).isTrue();
        browser.value(button + ".focus()");
        browser.press("Enter");
        assertThat(browser.value(shown).asInt()).isGreaterThan(10);
        browser.value("document.activeElement.blur()");
        assertThat(browser.value("document.querySelectorAll('.dim').length").asInt()).isZero();
    }

    @Test
    void arrowKeysGoFromMarkToMark() throws Exception {
        browser.open(PAGES.get("good"), 1400, false, true);
        browser.value("[].slice.call(document.querySelectorAll('" + CURVE + " .legend button')).pop().focus()");
        browser.press("Tab");
        assertThat(tip()).as("one stop for all marks")
                .contains("kernel in virtual time, unconditional at HZ=250, N=1:");
        browser.press("ArrowRight");
        assertThat(tip()).contains("unconditional at HZ=250, N=2:");
        browser.press("ArrowDown");
        assertThat(tip()).contains("kernel in virtual time, unconditional at HZ=1000, N=2:");
        browser.press("ArrowUp");
        browser.press("End");
        assertThat(tip()).contains("commit message, unconditional");
        browser.press("Escape");
        assertThat(tip()).isEmpty();
        browser.press("Tab");
        assertThat(browser.value("document.activeElement.tagName").asText()).isEqualTo("SUMMARY");
        browser.press("Enter");
        assertThat(browser.value("document.activeElement.parentNode.open").asBoolean()).isTrue();
    }

    @Test
    void withoutScriptsItCanBeRead() throws Exception {
        browser.open(PAGES.get("good"), 1400, false, false);
        assertThat(browser.value("document.querySelectorAll('button,.tip').length").asInt()).isZero();
        assertThat(browser.value("[].every.call(document.querySelectorAll('.wide,.legend,summary'),function(e){"
                + "return e.getBoundingClientRect().height>0})&&document.querySelectorAll('.wide').length").asInt())
                .isEqualTo(8);
        assertThat(browser.value("[].every.call(document.querySelectorAll('.mark'),function(m){return "
                + "m.querySelector('title').textContent.length>10})").asBoolean())
                .as("the browser's own tips").isTrue();
    }

    @Test
    void aTableThatScrollsSaysSoAndChartsDoNotScroll() throws Exception {
        String saying = "[].filter.call(document.querySelectorAll('main section > .scroll'),function(b){return "
                + "getComputedStyle(b,'::before').content.indexOf('scrolls')>0}).length";
        String scrolling = "[].filter.call(document.querySelectorAll('main section > .scroll'),function(b){return "
                + "b.scrollWidth>b.clientWidth+1}).length";
        browser.open(PAGES.get("good"), 400, false, true);
        int narrow = browser.value(saying).asInt();
        assertThat(narrow).isEqualTo(browser.value(scrolling).asInt()).isGreaterThan(5);
        assertThat(browser.value("[].every.call(document.querySelectorAll('.narrow,.legend'),function(e){var r="
                + "e.getBoundingClientRect();return r.height>0&&r.right<=400})").asBoolean()).isTrue();
        browser.open(PAGES.get("good"), 1400, false, true);
        assertThat(browser.value(saying).asInt()).isEqualTo(browser.value(scrolling).asInt()).isLessThan(narrow);
    }

    @Test
    void tablesSortBySizeWhateverTheUnit() throws Exception {
        Path html = Files.writeString(folder.resolve("table.html"), Html.page("table", Html.of(new Table("name", "time")
                .row("b", "568 ms").row("c", "10.2 s").row("a", "95.0 \u00b5s").row("d", "-").row("e", "1,962 s")
                .markdown(), "times", List.of())));
        browser.open(html, 800, false, true);
        String names = "[].map.call(document.querySelectorAll('tbody tr'),function(r){return r.cells[0].textContent})"
                + ".join('')";
        String click = "document.querySelectorAll('th button')[N].click()";
        browser.value(click.replace("N", "1"));
        assertThat(browser.value(names).asText()).isEqualTo("abced");
        browser.value(click.replace("N", "1"));
        assertThat(browser.value(names).asText()).isEqualTo("decba");
        browser.value(click.replace("N", "0"));
        assertThat(browser.value(names).asText()).isEqualTo("abcde");
        assertThat(browser.value("document.querySelector('th').getAttribute('aria-sort')").asText())
                .isEqualTo("ascending");
        assertThat(browser.complaints()).isEmpty();
    }
}
