package org.tracepointlab.lab.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainCategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.chart.DecadeAxis;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.data.RcuPeers;
import org.tracepointlab.lab.data.RcuPeers.Key;
import org.tracepointlab.lab.data.Units;

/**
 * The lab's RCU and its peers, one line each: what a section costs, and what a wait costs with and without a reader.
 */
public final class RcuPeersChart {

    private static final double NANO = 1e-9;
    private static final double FEW_DECADES = 1;
    private static final double MANY_DECADES = 2.5;
    private static final Color LAB = Style.color("original");
    private static final Color LIBURCU = Style.color("unconditional");
    private static final Color JAVA = Style.color("conditional");

    /** One line of the chart. */
    private record Peer(String name, String what, String flavour, Color color) {
    }

    private static final List<Peer> PEERS = List.of(
            new Peer("bare load", "java", "none", JAVA),
            new Peer("qsbr, lab", "lab", "qsbr", LAB),
            new Peer("qsbr, liburcu, inlined", "liburcu-inlined", "qsbr", LIBURCU),
            new Peer("qsbr, liburcu, called", "liburcu-called", "qsbr", LIBURCU),
            new Peer("memb, lab", "lab", "memb", LAB),
            new Peer("memb, liburcu, inlined", "liburcu-inlined", "memb", LIBURCU),
            new Peer("memb, liburcu, called", "liburcu-called", "memb", LIBURCU),
            new Peer("mb, lab", "lab", "mb", LAB),
            new Peer("mb, liburcu, inlined", "liburcu-inlined", "mb", LIBURCU),
            new Peer("mb, liburcu, called", "liburcu-called", "mb", LIBURCU),
            new Peer("srcu, lab", "lab", "srcu", LAB),
            new Peer("WriterReaderPhaser", "java", "phaser", JAVA),
            new Peer("StampedLock", "java", "stamped", JAVA),
            new Peer("ReentrantReadWriteLock", "java", "rwlock", JAVA));

    /** A figure of a peer, from all blocks. */
    private record Dot(Peer peer, double[] values, Color color) {
    }

    private RcuPeersChart() {
    }

    private static String decade(double seconds) {
        double exponent = Math.log10(seconds);
        return Math.abs(exponent - Math.rint(exponent)) < 1e-6 ? Units.tick(seconds) : "";
    }

    /** Twos would lie on their neighbours. */
    private static String onesAndFives(double seconds) {
        double exponent = Math.log10(seconds);
        return Math.rint(Math.pow(10, exponent - Math.floor(exponent + 1e-9))) == 2 ? "" : Units.tick(seconds);
    }

    private static String everyOther(double seconds) {
        return Math.floorMod(Math.round(Math.log10(seconds)), 2) == 0 ? decade(seconds) : "";
    }

    /** Draws PNG and SVG. Returns false, and writes nothing, if there is nothing to draw. */
    public static boolean draw(RcuPeers peers, Path png) throws IOException {
        Panel section = new Panel("lock, load, unlock");
        Panel busy = new Panel("synchronize, one busy reader");
        Panel nobody = new Panel("synchronize, no reader");
        for (Peer p : PEERS) {
            String kind = p.flavour().equals("none") ? "paired-bare-load" : "section";
            section.add(0, p, peers.values(Key.section(p.what(), p.flavour(), kind)));
            section.add(1, p, peers.values(Key.section(p.what(), p.flavour(), "section-by-default")));
            busy.add(0, p, peers.values(Key.synchronize(p.what(), p.flavour(), 1, "p50")));
            busy.add(1, p, peers.values(Key.synchronize(p.what(), p.flavour(), 1, "p99")));
            nobody.add(0, p, peers.values(Key.synchronize(p.what(), p.flavour(), 0, "p50")));
            nobody.add(1, p, peers.values(Key.synchronize(p.what(), p.flavour(), 0, "p99")));
        }
        List<Panel> panels = new ArrayList<>(List.of(section, busy, nobody));
        panels.removeIf(Panel::isEmpty);
        if (panels.isEmpty()) {
            return false;
        }
        CategoryAxis names = new CategoryAxis();
        names.setMaximumCategoryLabelWidthRatio(2);
        CombinedDomainCategoryPlot plot = new CombinedDomainCategoryPlot(names);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setGap(18);
        StringBuilder words = new StringBuilder();
        for (Panel panel : panels) {
            plot.add(panel.plot(), 1);
            words.append(panel.words());
        }
        plot.setFixedLegendItems(legend());
        RenderedChart drawn = RenderedChart.of(ChartStyle.finish("RCU in Java beside liburcu and Java's own locks",
                "one run, blocks in random order; logarithmic axes, less is better",
                "Dots: median of the blocks; whiskers: smallest to greatest. inlined: with _LGPL_SOURCE. liburcu has "
                + "no handles: its "
                        + "sections find the thread by thread-local storage.", plot), words.toString().strip());
        ChartFiles.write(drawn, png);
        return true;
    }

    private static LegendItemCollection legend() {
        LegendItemCollection items = new LegendItemCollection();
        Shape box = new Rectangle2D.Double(-9, -6, 18, 12);
        items.add(new LegendItem("the lab", null, null, null, box, LAB));
        items.add(new LegendItem("liburcu", null, null, null, box, LIBURCU));
        items.add(new LegendItem("Java", null, null, null, box, JAVA));
        items.add(new LegendItem("section: with a handle; wait: p50", null, null, null, Style.marker(0),
                ChartStyle.INK));
        items.add(new LegendItem("section: the thread's default; wait: p99", null, null, null, Style.marker(2),
                ChartStyle.INK));
        return items;
    }

    /** One of the plots beside each other. */
    private static final class Panel {
        private final String title;
        private final List<List<Dot>> series = List.of(new ArrayList<>(), new ArrayList<>());

        Panel(String title) {
            this.title = title;
        }

        void add(int index, Peer peer, double[] nanos) {
            double[] seconds = new double[nanos.length];
            for (int i = 0; i < nanos.length; i++) {
                seconds[i] = nanos[i] * NANO;
            }
            series.get(index).add(new Dot(peer, seconds, peer.color()));
        }

        private double[] all() {
            return series.stream().flatMap(List::stream).flatMapToDouble(d -> Arrays.stream(d.values()))
                    .filter(v -> v > 0).sorted().toArray();
        }

        boolean isEmpty() {
            return all().length == 0;
        }

        CategoryPlot plot() {
            DefaultCategoryDataset data = new DefaultCategoryDataset();
            for (int i = 0; i < series.size(); i++) {
                for (Dot dot : series.get(i)) {
                    double median = Stats.median(dot.values());
                    data.addValue(median > 0 ? (Number) median : null, i, dot.peer().name());
                }
            }
            double[] all = all();
            // The names of the dots lie beside them, within the plot.
            double decades = Math.log10(all[all.length - 1] / all[0]);
            double room = Math.pow(10, Math.max(0.45, 0.42 * decades));
            DecadeAxis axis = new DecadeAxis(title, all[0] / room, all[all.length - 1] * room,
                    decades < FEW_DECADES ? RcuPeersChart::onesAndFives : decades < MANY_DECADES ? RcuPeersChart::decade
                    : RcuPeersChart::everyOther);
            return new CategoryPlot(data, null, axis, new Renderer(series));
        }

        String words() {
            StringBuilder text = new StringBuilder(title).append(": ");
            for (int i = 0; i < series.size(); i++) {
                for (Dot dot : series.get(i)) {
                    double median = Stats.median(dot.values());
                    if (median > 0) {
                        text.append(dot.peer().name())
                                .append(i == 0 ? "" : title.startsWith("lock") ? " (default)" : " (p99)")
                                .append(' ').append(Units.seconds(median)).append("; ");
                    }
                }
            }
            return text + " ";
        }
    }

    private static final class Renderer extends LineAndShapeRenderer {

        private static final long serialVersionUID = 1L;
        private static final float GAP = 9;

        private final transient List<List<Dot>> series;

        Renderer(List<List<Dot>> series) {
            super(false, true);
            this.series = series;
        }

        @Override
        public Paint getItemPaint(int row, int column) {
            return series.get(row).get(column).color();
        }

        @Override
        public void drawItem(Graphics2D g2, CategoryItemRendererState state, Rectangle2D area, CategoryPlot plot,
                CategoryAxis domain, ValueAxis range, CategoryDataset dataset, int row, int column, int pass) {
            Dot dot = series.get(row).get(column);
            if (pass != 1 || dataset.getValue(row, column) == null) {
                return;
            }
            double[] values = dot.values();
            double y = domain.getCategoryMiddle(column, dataset.getColumnCount(), area, plot.getDomainAxisEdge());
            Point2D at = new Point2D.Double(x(dataset.getValue(row, column).doubleValue(), range, area, plot), y);
            g2.setPaint(dot.color());
            g2.setStroke(new BasicStroke(1.2f));
            g2.draw(new Line2D.Double(x(values[0], range, area, plot), y,
                    x(values[values.length - 1], range, area, plot), y));
            Shape marker = Style.marker(row == 0 ? 0 : 2);
            g2.fill(AffineTransform.getTranslateInstance(at.getX(), at.getY()).createTransformedShape(marker));
            g2.setPaint(ChartStyle.INK);
            g2.setFont(ChartStyle.font(Font.PLAIN, 13));
            // The smaller of two is named to its left: they may lie close to each other.
            boolean left = smaller(dataset, row, column);
            TextUtils.drawAlignedString(Units.seconds(dataset.getValue(row, column).doubleValue()), g2,
                    (float) x(values[left ? 0 : values.length - 1], range, area, plot) + (left ? -GAP : GAP), (float) y,
                    left ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT);
        }

        private static boolean smaller(CategoryDataset dataset, int row, int column) {
            Number own = dataset.getValue(row, column);
            Number other = dataset.getValue(1 - row, column);
            return other != null && (own.doubleValue() < other.doubleValue()
                    || own.doubleValue() == other.doubleValue() && row == 0);
        }

        private static double x(double value, ValueAxis range, Rectangle2D area, CategoryPlot plot) {
            return range.valueToJava2D(value, area, plot.getRangeAxisEdge());
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
