package org.tracepointlab.harness.lab.chart;

import org.jfree.chart.JFreeChart;

/**
 * A chart, or why there is none.
 *
 * @param chart null if its data is missing
 * @param missing what is missing, in a few words; empty if there is a chart
 */
record Drawn(JFreeChart chart, String missing) {

    static Drawn of(JFreeChart chart) {
        return new Drawn(chart, "");
    }

    static Drawn missing(String what) {
        return new Drawn(null, what);
    }
}
