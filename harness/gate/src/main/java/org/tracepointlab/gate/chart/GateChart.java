package org.tracepointlab.gate.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYDataset;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.report.GateFiles;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Verdict;

/** {@code gate.png}: each benchmark's ratio with its interval, one below the other, and the margin. */
public final class GateChart {

    private static final String FILE = "gate.png";
    private static final int MOST_ROWS = 40;
    private static final int NAME = 80;
    private static final double WIDEST = 10_000; // what is beyond is drawn at the edge, with its figure
    private static final double LINEAR = 2.5;
    private static final double SMALL = 0.1;
    private static final double LABEL_SHARE = 0.12; // of a logarithmic axis, left of the lowest ratio
    private static final int ROOM = 85; // half of what the longest label takes

    private GateChart() {
    }

    /** Writes the chart, where there is something to draw, and all other files of a gate. */
    public static void files(Path folder, Judgement judgement) throws IOException {
        Files.createDirectories(folder);
        List<Outcome> drawn = judgement.outcomes().stream().filter(o -> Double.isFinite(o.ratio())).limit(MOST_ROWS)
                .toList();
        if (drawn.isEmpty()) {
            Files.deleteIfExists(folder.resolve(FILE));
        } else {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            int height = Math.max(420, 240 + 46 * drawn.size());
            ChartUtils.writeChartAsPNG(png, chart(judgement, drawn), ChartStyle.WIDTH, height);
            AtomicFiles.write(folder.resolve(FILE), png.toByteArray());
        }
        GateFiles.write(folder, judgement);
    }

    private static JFreeChart chart(Judgement judgement, List<Outcome> drawn) {
        double margin = 1 + judgement.rule().margin();
        double low = Math.max(1 / WIDEST, drawn.stream().mapToDouble(o -> least(o)).min().orElse(1));
        double high = Math.min(WIDEST, drawn.stream().mapToDouble(o -> most(o)).max().orElse(1));
        low = Math.min(low, 1 / margin) / 1.03;
        high = Math.max(high, margin * margin) * 1.06;
        if (high / low > LINEAR) {
            low /= Math.pow(high / low, LABEL_SHARE);
        }
        ValueAxis ratio = axis(low, high);
        SymbolAxis rows = new SymbolAxis("", names(drawn));
        rows.setInverted(true);
        rows.setGridBandsVisible(false);
        rows.setRange(-0.9, drawn.size() - 0.4);
        DefaultXYDataset data = new DefaultXYDataset();
        data.addSeries("", new double[][] {
            drawn.stream().mapToDouble(o -> within(o.ratio())).toArray(),
            IntStream.range(0, drawn.size()).mapToDouble(i -> i).toArray()});
        XYPlot plot = new XYPlot(data, ratio, rows, new Intervals(drawn));
        plot.addDomainMarker(line(1, "no change", ChartStyle.FAINT, true), Layer.BACKGROUND);
        plot.addDomainMarker(line(margin, ChartStyle.format("+%.0f%%", 100 * judgement.rule().margin()),
                color(Verdict.FAIL), false), Layer.BACKGROUND);
        plot.setFixedLegendItems(legend());
        String more = judgement.outcomes().size() > drawn.size()
                ? ChartStyle.format("; %d of %d benchmarks", drawn.size(), judgement.outcomes().size()) : "";
        return ChartStyle.finish("Gate: " + judgement.verdict(), judgement.title() + more,
                "Point: ratio of costs, above 1 is slower. Left end above the margin (dashed): FAIL (1% over all "
                + "looks, before"
                        + " Holm's correction). Right end below it: PASS (5%).", plot);
    }

    /** Linear where the ratios are near each other, as they mostly are; else logarithmic. */
    private static ValueAxis axis(double low, double high) {
        String name = "cost of the candidate / cost of the baseline";
        if (high / low > LINEAR) {
            return new DecadeAxis(name, low, high, GateChart::plain);
        }
        NumberAxis axis = new NumberAxis(name);
        axis.setAutoRangeIncludesZero(false);
        axis.setRange(low, high);
        axis.setNumberFormatOverride(new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return axis;
    }

    /** Three digits, as a person writes them. */
    static String plain(double ratio) {
        return new BigDecimal(ratio).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    private static double least(Outcome o) {
        return Double.isFinite(o.low()) && o.low() > 0 ? o.low() : o.ratio();
    }

    private static double most(Outcome o) {
        return Double.isFinite(o.high()) ? o.high() : o.ratio();
    }

    private static double within(double ratio) {
        return Math.min(WIDEST, Math.max(1 / WIDEST, ratio));
    }

    /** With the values of those parameters alone in which the rows differ. */
    private static String[] names(List<Outcome> drawn) {
        return drawn.stream().map(o -> {
            Map<String, String> differ = new LinkedHashMap<>(o.id().params());
            differ.entrySet().removeIf(p -> drawn.stream().allMatch(other ->
                    p.getValue().equals(other.id().params().get(p.getKey()))));
            boolean modes = drawn.stream().map(other -> other.id().mode()).distinct().count() > 1;
            String name = o.id().shortName() + " " + String.join(" ", differ.values())
                    + (modes ? " " + o.id().mode() : "");
            return name.length() <= NAME ? name : name.substring(0, NAME - 3) + "...";
        }).toArray(String[]::new);
    }

    private static ValueMarker line(double at, String label, Color color, boolean labelLeft) {
        ValueMarker marker = new ValueMarker(at, color,
                new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND,
                10f, new float[] {7f, 5f}, 0f));
        marker.setLabel(label);
        marker.setLabelFont(ChartStyle.font(Font.PLAIN, 13));
        marker.setLabelPaint(color);
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 0));
        marker.setLabelAnchor(labelLeft ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(labelLeft ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT);
        return marker;
    }

    private static Color color(Verdict verdict) {
        return switch (verdict) {
            case PASS -> new Color(0x00, 0x9E, 0x73);
            case FAIL -> new Color(0xD5, 0x5E, 0x00);
            case INCONCLUSIVE -> new Color(0x00, 0x72, 0xB2);
            default -> ChartStyle.FAINT;
        };
    }

    private static LegendItemCollection legend() {
        LegendItemCollection items = new LegendItemCollection();
        for (Verdict verdict : List.of(Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.INVALID)) {
            items.add(new LegendItem(verdict.name(), null, null, null, new Rectangle2D.Double(-9, -6, 18, 12),
                    color(verdict)));
        }
        return items;
    }

    /** A point with a line from the lower to the upper bound, and the verdict's name above it. */
    private static final class Intervals extends XYLineAndShapeRenderer {

        private static final long serialVersionUID = 1L;
        private static final double CAP = 7;

        private final transient List<Outcome> rows;

        Intervals(List<Outcome> rows) {
            super(false, true);
            this.rows = rows;
        }

        @Override
        public void drawItem(Graphics2D g2, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info,
                XYPlot plot,
                ValueAxis domain, ValueAxis range, XYDataset dataset, int series, int item, CrosshairState crosshair,
                int pass) {
            if (pass != 1) {
                return;
            }
            Outcome o = rows.get(item);
            double y = range.valueToJava2D(item, area, RectangleEdge.LEFT);
            double low = domain.valueToJava2D(within(least(o)), area, RectangleEdge.BOTTOM);
            double high = domain.valueToJava2D(within(most(o)), area, RectangleEdge.BOTTOM);
            double x = domain.valueToJava2D(within(o.ratio()), area, RectangleEdge.BOTTOM);
            g2.setPaint(color(o.verdict()));
            g2.setStroke(new BasicStroke(2.4f));
            g2.draw(new Line2D.Double(low, y, high, y));
            g2.draw(new Line2D.Double(low, y - CAP, low, y + CAP));
            g2.draw(new Line2D.Double(high, y - CAP, high, y + CAP));
            g2.fill(new Ellipse2D.Double(x - CAP + 1, y - CAP + 1, 2 * CAP - 2, 2 * CAP - 2));
            g2.setFont(ChartStyle.font(Font.BOLD, 13));
            double middle = Math.max(area.getMinX() + ROOM, Math.min(area.getMaxX() - ROOM, x));
            String label = (o.ratio() < SMALL ? plain(o.ratio())
                    : ChartStyle.format(o.ratio() < 10 ? "%.3f" : "%,.0f", o.ratio())) + " " + o.verdict();
            // No line of the plot runs through the figure.
            FontMetrics metrics = g2.getFontMetrics();
            double width = metrics.stringWidth(label);
            g2.setPaint(Color.WHITE);
            g2.fill(new Rectangle2D.Double(middle - width / 2 - 2, y - CAP - 2 - metrics.getHeight(), width + 4,
                    metrics.getHeight()));
            g2.setPaint(color(o.verdict()));
            TextUtils.drawAlignedString(label, g2, (float) middle, (float) (y - CAP - 2), TextAnchor.BOTTOM_CENTER);
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
