package org.tracepointlab.lab.chart;

import java.awt.BasicStroke;
import java.awt.Color;
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
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
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
    private final DeviationRenderer renderer = new DeviationRenderer(true, true);
    private final LegendItemCollection legend = new LegendItemCollection();
    private final EndLabels labels = new EndLabels();
    private final List<String> lines = new ArrayList<>();
    private double maxX = 1;
    private double minX = Double.MAX_VALUE;
    private double minY = Double.MAX_VALUE;
    private double maxY = Double.MIN_VALUE;

    Curves() {
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
            maxX = Math.max(maxX, n.getKey());
            minX = Math.min(minX, n.getKey());
            minY = Math.min(minY, low);
            maxY = Math.max(maxY, high);
        }
        if (series.isEmpty()) {
            return;
        }
        lines.add(inWords(key, series));
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

    private static String inWords(String key, YIntervalSeries series) {
        int last = series.getItemCount() - 1;
        return ChartStyle.format("%s: %s at N=%,.0f", key, Units.seconds(series.getYValue(0)),
                series.getX(0).doubleValue())
                + (last == 0 ? "" : ChartStyle.format(" to %s at N=%,.0f", Units.seconds(series.getYValue(last)),
                        series.getX(last).doubleValue()));
    }

    /** Writes a line's name at its end, so that it can be told without its colour. */
    void name(String name, SortedMap<Integer, List<Double>> secondsByN, Color color) {
        if (!secondsByN.isEmpty()) {
            int n = secondsByN.lastKey();
            label(name, n, Stats.median(Stats.array(secondsByN.get(n))), color.darker());
        }
    }

    /** Writes text to the right of a point; texts that would lie on each other move down. */
    void label(String text, double n, double seconds, Color color) {
        if (seconds > 0) {
            labels.add(text, n, seconds, color);
        }
    }

    /** The ends of every line, in words. */
    String description() {
        return String.join("; ", lines) + ".";
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
}
