package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.history.HistoryPage;
import org.tracepointlab.gate.history.Series;
import org.tracepointlab.gate.history.Synthetic;

/** The page of a history in a headless browser: nothing is cut off, and no drawing or label is lost. */
class HistoryPageInBrowserTest {

    /** Its policy allows no script: the page is loaded without it, and asked by one. */
    private static final String LOOK = "var d=document.documentElement,s=d.dataset;"
            + "s.wide=d.scrollWidth-d.clientWidth;"
            + "s.charts=[...document.querySelectorAll('svg')].filter(e=>e.getBoundingClientRect().width>200).length;"
            + "s.small=[...document.querySelectorAll('span,b,td,p,li,div.work,code')].filter(e=>e.textContent.trim()"
            + "&&parseFloat(getComputedStyle(e).fontSize)<11).length;"
            + "s.outside=[...document.querySelectorAll('.axis span,.places b')].filter(e=>{var r="
            + "e.getBoundingClientRect();return r.left<0||r.right>d.clientWidth}).length;"
            + "s.labels=document.querySelectorAll('.axis span,.places b').length;"
            + "s.titles=document.querySelectorAll('svg title').length;";

    @TempDir
    Path folder;

    private Chromium.Page load(int width) throws IOException, InterruptedException {
        Optional<Chromium> browser = Chromium.find(folder);
        assumeTrue(browser.isPresent(), "no browser");
        Path html = folder.resolve("history.html");
        String page = new HistoryPage("History", Series.of(Synthetic.history(200, 20))).html();
        assertThat(page).contains("default-src 'none'; style-src 'unsafe-inline'");
        Files.writeString(html, page.replaceFirst("<meta http-equiv[^>]*>\n", ""));
        return browser.get().load(html, width, LOOK);
    }

    @Test
    void fitsPhonesAndScreens() throws Exception {
        for (int width : List.of(400, 1400)) {
            Chromium.Page page = load(width);
            assertThat(page.complaints()).isEmpty();
            assertThat(page.value("data-title")).isEqualTo("History");
            assertThat(page.value("data-wide")).as("cut off at %d", width).isEqualTo("0");
            assertThat(Integer.parseInt(page.value("data-charts"))).isGreaterThanOrEqualTo(5);
            assertThat(page.value("data-small")).as("labels too small at %d", width).isEqualTo("0");
            assertThat(page.value("data-outside")).as("labels outside at %d", width).isEqualTo("0");
            assertThat(Integer.parseInt(page.value("data-labels"))).isGreaterThan(20);
            assertThat(Integer.parseInt(page.value("data-titles"))).isGreaterThan(1000);
        }
    }
}
