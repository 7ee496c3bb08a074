package org.tracepointlab.lab.chart;

import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.tracepointlab.gate.chart.ChartStyle;

/** Names of lines to the right of their ends, on a plot whose axes are logarithmic. */
final class EndLabels {

    private static final double GAP = 1.16; // on a logarithmic x axis

    private final List<XYTextAnnotation> labels = new ArrayList<>();

    /** Adds one beside the point at which the line of this series ends. */
    void add(String text, double x, double y, Color color, int series) {
        XYTextAnnotation label = new SeriesText(text, x * GAP, y, series);
        label.setTextAnchor(TextAnchor.CENTER_LEFT);
        label.setFont(ChartStyle.font(Font.BOLD, 14));
        label.setPaint(color);
        labels.add(label);
    }

    /**
     * Puts all on the plot; those that would lie on each other move down.
     *
     * @param line ratio of the values at the top and the bottom of a line of text
     */
    void place(XYPlot plot, double line) {
        double above = Double.MAX_VALUE;
        labels.sort(Comparator.comparingDouble(XYTextAnnotation::getY).reversed());
        for (XYTextAnnotation label : labels) {
            label.setY(Math.min(label.getY(), above / line));
            above = label.getY();
            plot.addAnnotation(label);
        }
    }
}
