package org.tracepointlab.lab.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/** Text that belongs to a series. */
final class SeriesText extends XYTextAnnotation {

    private static final long serialVersionUID = 1L;

    private final int series;

    SeriesText(String text, double x, double y, int series) {
        super(text, x, y);
        this.series = series;
    }

    @Override
    public void draw(Graphics2D g2, XYPlot plot, Rectangle2D area, ValueAxis domain, ValueAxis range, int renderer,
            PlotRenderingInfo info) {
        SeriesHint.draw(g2, series, () -> super.draw(g2, plot, area, domain, range, renderer, info));
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
