package org.tracepointlab.lab.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.tracepointlab.gate.chart.ChartStyle;

/** Builds a plot of upright bars, each with its own colour and label, and a whisker from smallest to greatest. */
final class Bars {

    /** With more bars than this, names need the gaps between them as well, or words are broken. */
    private static final int MANY = 8;
    private static final float INTO_THE_GAPS = 1.3f;

    /**
     * One bar.
     *
     * @param name under the bar; may have several lines
     * @param value its height
     * @param low lower end of the whisker
     * @param high upper end of the whisker
     * @param label above the bar; may have several lines
     * @param color of the bar
     * @param series what the bar belongs to, for a legend
     * @param n how many values it is made of
     */
    record Bar(String name, double value, double low, double high, String label, Color color, String series, int n) {
    }

    private final List<Bar> bars = new ArrayList<>();

    void add(Bar bar) {
        bars.add(bar);
    }

    boolean isEmpty() {
        return bars.isEmpty();
    }

    double highest() {
        return bars.stream().mapToDouble(b -> Math.max(b.value(), b.high())).max().orElse(1);
    }

    double lowest() {
        return bars.stream().mapToDouble(b -> Math.min(b.value(), b.low())).min().orElse(1);
    }

    /** Every bar as a mark. */
    ChartData data(DoubleFunction<String> inUnits) {
        ChartData data = new ChartData("bar", "median");
        for (int i = 0; i < bars.size(); i++) {
            Bar b = bars.get(i);
            if (series().indexOf(b.series()) == data.series().size()) {
                data.add(b.series(), b.color(), null, null, true);
            }
            data.marks().add(new ChartData.Mark(series().indexOf(b.series()), i, b.value(),
                    b.name().replace('\u00a0', ' '), inUnits.apply(b.value()),
                    b.high() > b.low() ? inUnits.apply(b.low()) + " to " + inUnits.apply(b.high()) : "", b.n()));
        }
        return data;
    }

    private List<String> series() {
        return bars.stream().map(Bar::series).distinct().toList();
    }

    /** Every bar with its label, in words. */
    String description() {
        return bars.stream().map(b -> b.name() + ": " + b.label().replace("\n", " "))
                .collect(Collectors.joining("; ")) + ".";
    }

    /** The plot over this value axis; bars stand on the axis's lower end. */
    CategoryPlot plot(ValueAxis axis) {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int i = 0; i < bars.size(); i++) {
            data.addValue(bars.get(i).value(), "", new Key(i, bars.get(i).name()));
        }
        CategoryAxis names = new CategoryAxis();
        names.setMaximumCategoryLabelLines(4);
        names.setCategoryLabelPositions(CategoryLabelPositions.STANDARD);
        names.setMaximumCategoryLabelWidthRatio(bars.size() > MANY ? INTO_THE_GAPS : 1.1f);
        names.setCategoryMargin(0.25);
        Renderer renderer = new Renderer(List.copyOf(bars), series());
        renderer.setBase(axis.getRange().getLowerBound());
        CategoryPlot plot = new CategoryPlot(data, names, axis, renderer);
        plot.setFixedLegendItems(new LegendItemCollection());
        return plot;
    }

    /** A category that is shown by its name; two bars may have the same one. */
    private record Key(int index, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Integer.compare(index, other.index);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final class Renderer extends BarRenderer {

        private static final long serialVersionUID = 1L;
        private static final double CAP = 7;
        private static final float LABEL_GAP = 6;
        private static final float LINE = 18;

        private final transient List<Bar> bars;
        private final transient List<String> series;

        Renderer(List<Bar> bars, List<String> series) {
            this.bars = bars;
            this.series = series;
            setBarPainter(new StandardBarPainter());
            setShadowVisible(false);
        }

        @Override
        public Paint getItemPaint(int row, int column) {
            return bars.get(column).color();
        }

        @Override
        public void drawItem(Graphics2D g2, CategoryItemRendererState state, Rectangle2D area, CategoryPlot plot,
                CategoryAxis domain, ValueAxis range, CategoryDataset dataset, int row, int column, int pass) {
            SeriesHint.draw(g2, series.indexOf(bars.get(column).series()), () -> {
                super.drawItem(g2, state, area, plot, domain, range, dataset, row, column, pass);
                whisker(g2, area, domain, range, dataset, column);
            });
        }

        private void whisker(Graphics2D g2, Rectangle2D area, CategoryAxis domain, ValueAxis range,
                CategoryDataset dataset, int column) {
            Bar bar = bars.get(column);
            double x = domain.getCategoryMiddle(column, dataset.getColumnCount(), area, RectangleEdge.BOTTOM);
            double low = range.valueToJava2D(bar.low(), area, RectangleEdge.LEFT);
            double high = range.valueToJava2D(Math.max(bar.high(), bar.value()), area, RectangleEdge.LEFT);
            g2.setPaint(ChartStyle.INK);
            if (bar.high() > bar.low()) {
                g2.setStroke(new BasicStroke(1.6f));
                g2.draw(new Line2D.Double(x, low, x, high));
                g2.draw(new Line2D.Double(x - CAP, low, x + CAP, low));
                g2.draw(new Line2D.Double(x - CAP, high, x + CAP, high));
            }
            g2.setFont(ChartStyle.font(Font.BOLD, 15));
            String[] lines = bar.label().split("\n");
            for (int i = 0; i < lines.length; i++) {
                float above = (lines.length - 1 - i) * LINE;
                TextUtils.drawAlignedString(lines[i], g2, (float) x, (float) high - LABEL_GAP - above,
                        TextAnchor.BOTTOM_CENTER);
            }
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
}
