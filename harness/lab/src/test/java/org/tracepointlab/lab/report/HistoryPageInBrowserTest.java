package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.history.HistoryPage;
import org.tracepointlab.gate.history.Series;
import org.tracepointlab.gate.history.Synthetic;

/** The page of a history in a headless browser: nothing is cut off, and no drawing or label is lost. */
class HistoryPageInBrowserTest {

    private static final String LOOK = "(function(){var d=document.documentElement;"
            + "function all(s,f){return [...document.querySelectorAll(s)].filter(f).length}"
            + "function any(){return true}"
            + "return {wide:d.scrollWidth-d.clientWidth,"
            + "charts:all('svg',e=>e.getBoundingClientRect().width>200),"
            + "small:all('span,b,td,p,li,div.work,code',e=>e.textContent.trim()"
            + "&&parseFloat(getComputedStyle(e).fontSize)<11),"
            + "outside:all('.axis span,.places b',e=>{var r=e.getBoundingClientRect();"
            + "return r.left<0||r.right>d.clientWidth}),"
            + "labels:all('.axis span,.places b',any),titles:all('svg title',any)}}())";

    @TempDir
    Path folder;

    @Test
    void fitsPhonesAndScreensAndKeepsNobodyFromUsingIt() throws Exception {
        Optional<Browser> found = Browser.start(folder);
        assumeTrue(found.isPresent(), "SKIPPED: no chromium on the PATH (Debian: apt-get install chromium)");
        String text = new HistoryPage("History", Series.of(Synthetic.history(200, 20))).html();
        assertThat(text).contains("default-src 'none'; style-src 'unsafe-inline'");
        Path html = Files.writeString(folder.resolve("history.html"), text);
        // axe-core is a script of the test's own
        Path open = Files.writeString(folder.resolve("open.html"), text.replaceFirst("<meta http-equiv[^>]*>\n", ""));
        try (Browser browser = found.get()) {
            for (int width : new int[] {400, 1400}) {
                browser.open(html, width, width == 400, true);
                assertThat(browser.complaints()).isEmpty();
                JsonNode seen = browser.value(LOOK);
                assertThat(seen.path("wide").asInt()).as("cut off at %d", width).isZero();
                assertThat(seen.path("charts").asInt()).isGreaterThanOrEqualTo(5);
                assertThat(seen.path("small").asInt()).as("labels too small at %d", width).isZero();
                assertThat(seen.path("outside").asInt()).as("labels outside at %d", width).isZero();
                assertThat(seen.path("labels").asInt()).isGreaterThan(20);
                assertThat(seen.path("titles").asInt()).isGreaterThan(1000);
                browser.open(open, width, width == 400, true);
                assertThat(browser.barriers()).as("barriers at %d", width).isEmpty();
            }
        }
    }
}
