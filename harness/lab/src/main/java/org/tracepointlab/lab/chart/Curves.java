package org.tracepointlab.lab.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.DoubleFunction;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.chart.DecadeAxis;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.data.Units;

/** Builds a log-log plot of seconds against N: lines through medians, bands from smallest to greatest. */
final class Curves {

    private static final float BAND_ALPHA = 0.22f;
    /** Height of a line of text as a share of the plot's. */
    private static final double LINE_SHARE = 0.034;

    private final YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    private final DeviationRenderer renderer = new Renderer();
    private final LegendItemCollection legend = new LegendItemCollection();
    private final EndLabels labels = new EndLabels();
    private final List<String> lines = new ArrayList<>();
    private final ChartData chartData;
    private final DoubleFunction<String> inUnits;
    private double maxX = 1;
    private double minX = Double.MAX_VALUE;
    private double minY = Double.MAX_VALUE;
    private double maxY = Double.MIN_VALUE;

    /** Of seconds against N. */
    Curves() {
        this("N", "median", Units::seconds);
    }

    /**
     * @param at what the axis counts
     * @param value what the markers are
     * @param inUnits a value in words
     */
    Curves(String at, String value, DoubleFunction<String> inUnits) {
        this.chartData = new ChartData(at, value);
        this.inUnits = inUnits;
        renderer.setAlpha(BAND_ALPHA);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setUseOutlinePaint(true);
        // Else the theme of the whole chart would put its own colours and strokes in their place.
        renderer.setAutoPopulateSeriesPaint(false);
        renderer.setAutoPopulateSeriesStroke(false);
        renderer.setAutoPopulateSeriesOutlinePaint(false);
    }

    boolean isEmpty() {
        return data.getSeriesCount() == 0;
    }

    /**
     * Adds a line; with a filled marker also its band. Values of 0 or less have no place on a logarithmic axis and are
     * left out.
     */
    void add(String key, SortedMap<Integer, List<Double>> secondsByN, Color color, Stroke stroke, Shape marker,
            boolean filled) {
        YIntervalSeries series = new YIntervalSeries(key + "#" + data.getSeriesCount());
        for (Map.Entry<Integer, List<Double>> n : secondsByN.entrySet()) {
            List<Double> positive = n.getValue().stream().filter(s -> s > 0).toList();
            if (positive.isEmpty() || n.getKey() < 1) {
                continue;
            }
            double low = Collections.min(positive);
            double high = Collections.max(positive);
            double median = Stats.median(Stats.array(positive));
            series.add(n.getKey(), median, filled ? low : median, filled ? high : median);
            chartData.marks().add(new ChartData.Mark(data.getSeriesCount(), n.getKey(), median,
                    ChartStyle.format("%,d", n.getKey()), inUnits.apply(median),
                    positive.size() == 1 ? "" : inUnits.apply(low) + " to " + inUnits.apply(high), positive.size()));
            maxX = Math.max(maxX, n.getKey());
            minX = Math.min(minX, n.getKey());
            minY = Math.min(minY, low);
            maxY = Math.max(maxY, high);
        }
        if (series.isEmpty()) {
            return;
        }
        lines.add(inWords(key, series));
        chartData.add(key, color, stroke, marker, filled);
        int index = data.getSeriesCount();
        data.addSeries(series);
        renderer.setSeriesPaint(index, color);
        renderer.setSeriesFillPaint(index, color);
        renderer.setSeriesStroke(index, stroke == null ? new BasicStroke(1f) : stroke);
        renderer.setSeriesOutlineStroke(index, new BasicStroke(stroke == null ? 2.4f : 1.3f));
        renderer.setSeriesShape(index, marker);
        renderer.setSeriesOutlinePaint(index, color);
        renderer.setSeriesShapesFilled(index, filled);
        renderer.setSeriesLinesVisible(index, stroke != null);
    }

    private String inWords(String key, YIntervalSeries series) {
        int last = series.getItemCount() - 1;
        return ChartStyle.format("%s: %s at %s=%,.0f", key, inUnits.apply(series.getYValue(0)), chartData.at(),
                series.getX(0).doubleValue())
                + (last == 0 ? "" : ChartStyle.format(" to %s at %s=%,.0f", inUnits.apply(series.getYValue(last)),
                        chartData.at(), series.getX(last).doubleValue()));
    }

    /** Writes the name of the line that was added last at its end, so that it can be told without its colour. */
    void name(String name, SortedMap<Integer, List<Double>> secondsByN, Color color) {
        if (!secondsByN.isEmpty()) {
            int n = secondsByN.lastKey();
            label(name, n, Stats.median(Stats.array(secondsByN.get(n))), color);
        }
    }

    /** Writes text right of a point of the line that was added last; texts that would lie on each other move down. */
    void label(String text, double n, double seconds, Color color) {
        if (seconds > 0) {
            labels.add(text, n, seconds, Style.text(color), data.getSeriesCount() - 1);
        }
    }

    /** The ends of every line, in words. */
    String description() {
        return String.join("; ", lines) + ".";
    }

    /** All lines, mark by mark. */
    ChartData data() {
        return chartData;
    }

    /** A legend entry for a colour. */
    void legendColor(String label, Paint color) {
        legend.add(new LegendItem(label, null, null, null, new Rectangle2D.Double(-9, -6, 18, 12), color));
    }

    /** A legend entry for a line style and marker, whatever the colour. */
    void legendLine(String label, Stroke stroke, Shape marker, boolean filled) {
        legendLine(label, stroke, marker, filled, ChartStyle.FAINT);
    }

    /** A legend entry for one line. */
    void legendLine(String label, Stroke stroke, Shape marker, boolean filled, Paint color) {
        legend.add(new LegendItem(label, null, null, null, true, marker, filled, color, true, color,
                new BasicStroke(stroke == null ? 2.4f : 1.3f), stroke != null, new Line2D.Double(-20, 0, 20, 0),
                stroke == null ? new BasicStroke(0f) : stroke, color));
    }

    LegendItemCollection items() {
        return legend;
    }

    /**
     * The plot, with some room around the data.
     *
     * @param roomRight times the greatest N, for labels beside the last points
     */
    XYPlot plot(String xLabel, String yLabel, double roomRight) {
        DecadeAxis x = new DecadeAxis(xLabel, Math.min(minX, 1e9) * 0.8, Math.max(maxX, minX) * roomRight,
                v -> ChartStyle.format("%,.0f", v));
        DecadeAxis y = new DecadeAxis(yLabel, minY / 2.5, maxY * 2.5, Units::tick);
        XYPlot plot = new XYPlot(data, x, y, renderer);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setFixedLegendItems(legend);
        Style.grid(plot);
        labels.place(plot, Math.pow(maxY * 2.5 / (minY / 2.5), LINE_SHARE));
        return plot;
    }

    private static final class Renderer extends DeviationRenderer {

        private static final long serialVersionUID = 1L;

        Renderer() {
            super(true, true);
        }

        @Override
        public void drawItem(Graphics2D g2, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info,
                XYPlot plot, ValueAxis domain, ValueAxis range, XYDataset dataset, int series, int item,
                CrosshairState crosshair, int pass) {
            SeriesHint.draw(g2, series, () -> super.drawItem(g2, state, area, info, plot, domain, range, dataset,
                    series, item, crosshair, pass));
        }
    }
}
