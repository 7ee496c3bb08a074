package org.tracepointlab.lab.chart;

import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.title.TextTitle;

/**
 * A chart, or why there is none.
 *
 * @param chart null if its data is missing
 * @param description what the chart shows, in words, for those who cannot see it
 * @param missing what is missing, in a few words; empty if there is a chart
 * @param data the same mark by mark
 */
record RenderedChart(JFreeChart chart, String description, String missing, ChartData data) {

    /** A chart for pictures alone, whose data is put into words besides. */
    static RenderedChart of(JFreeChart chart, String words) {
        return of(chart, words, new ChartData("", ""));
    }

    /** A chart whose data is put into words besides, and told mark by mark. */
    static RenderedChart of(JFreeChart chart, String words, ChartData data) {
        String titles = chart.getSubtitles().stream().filter(TextTitle.class::isInstance)
                .map(t -> ((TextTitle) t).getText()).collect(Collectors.joining(" "));
        return new RenderedChart(chart, (titles + " " + words).strip(), "", data);
    }

    static RenderedChart missing(String what) {
        return new RenderedChart(null, "", what, new ChartData("", ""));
    }
}
