package org.tracepointlab.lab.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;

/** Lines without markers, each of a series. */
final class SeriesLines extends XYLineAndShapeRenderer {

    private static final long serialVersionUID = 1L;

    SeriesLines() {
        super(true, false);
        setAutoPopulateSeriesPaint(false);
        setAutoPopulateSeriesStroke(false);
    }

    void begin(int series, Color color, Stroke stroke) {
        setSeriesPaint(series, color);
        setSeriesStroke(series, stroke);
    }

    @Override
    public void drawItem(Graphics2D g2, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info,
            XYPlot plot, ValueAxis domain, ValueAxis range, XYDataset dataset, int series, int item,
            CrosshairState crosshair, int pass) {
        SeriesHint.draw(g2, series, () -> super.drawItem(g2, state, area, info, plot, domain, range, dataset, series,
                item, crosshair, pass));
    }
}
