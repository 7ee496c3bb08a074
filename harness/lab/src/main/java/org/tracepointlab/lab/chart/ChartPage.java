package org.tracepointlab.lab.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.tracepointlab.gate.chart.ChartStyle;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A chart as part of a page: titles and legend as text, the plot alone as pictures for wide and for narrow windows, and
 * all marks as a table. Whatever belongs to a series has its number in the attribute {@code data-s}; over each mark
 * lies an invisible one of the class {@code mark}, whose title says its value.
 *
 * @param title of the chart
 * @param notes what else the chart says in words
 * @param pictures {@code svg} elements, the wide one first
 * @param legend its series
 * @param header of the table
 * @param rows of the table, one a mark
 */
public record ChartPage(String title, List<String> notes, List<String> pictures, List<Entry> legend,
        List<String> header, List<List<String>> rows) {

    private static final int HEIGHT = 620;
    private static final int NARROW_WIDTH = 560;
    private static final int NARROW_HEIGHT = 520;
    private static final double RADIUS = 9;

    /**
     * A series in the legend.
     *
     * @param series its number
     * @param name of it
     * @param swatch what it looks like, an {@code svg} element
     */
    public record Entry(int series, String name, String swatch) {
    }

    /** Takes the chart's titles and legend away: a picture must have been made before. */
    static ChartPage of(RenderedChart drawn, String prefix) throws IOException {
        JFreeChart chart = drawn.chart();
        String title = chart.getTitle().getText();
        List<String> notes = chart.getSubtitles().stream().filter(TextTitle.class::isInstance)
                .sorted(Comparator.comparing(t -> t.getPosition() != RectangleEdge.TOP))
                .map(t -> sentence(((TextTitle) t).getText())).toList();
        chart.setTitle((TextTitle) null);
        chart.clearSubtitles();
        ChartData data = drawn.data();
        List<Entry> legend = IntStream.range(0, data.series().size())
                .filter(s -> data.marks().stream().anyMatch(m -> m.series() == s)).boxed()
                .sorted(Comparator.comparing(s -> !data.series().get(s).filled())) // the lab's own first
                .map(s -> new Entry(s, data.series().get(s).name(), swatch(data.series().get(s)))).toList();
        String wide = picture(drawn, title, prefix, ChartStyle.WIDTH, HEIGHT, "wide");
        narrow(chart.getPlot());
        String narrow = picture(drawn, title, prefix + "-narrow", NARROW_WIDTH, NARROW_HEIGHT, "narrow");
        return new ChartPage(title, notes, List.of(wide, narrow), legend,
                List.of("series", data.at(), data.value(), "smallest to greatest", "values"),
                data.marks().stream().map(m -> row(data, m)).toList());
    }

    /** Names and values beside lines would lie on each other, and those below bars be broken. */
    private static void narrow(Plot plot) {
        if (plot instanceof XYPlot lines) {
            lines.clearAnnotations();
            lines.getRenderer().setDefaultItemLabelsVisible(false);
        } else if (plot instanceof CategoryPlot bars) {
            bars.getDomainAxis().setCategoryLabelPositions(CategoryLabelPositions.UP_90);
        }
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private static List<String> row(ChartData data, ChartData.Mark m) {
        return List.of(data.series().get(m.series()).name(), m.at(), m.value(),
                m.interval().isEmpty() ? "-" : m.interval(), m.n() == 0 ? "-" : "" + m.n());
    }

    private static String inWords(ChartData data, ChartData.Mark m) {
        boolean alone = data.marks().stream().filter(o -> o.series() == m.series()).count() == 1;
        String name = data.series().get(m.series()).name();
        String mark = !data.at().equals("bar") ? name + ", " + data.at() + "=" + m.at() : alone ? name : m.at();
        return mark + ": " + m.value() + (m.interval().isEmpty() ? "" : " (" + m.interval() + ")")
                + (m.n() == 0 ? "" : ChartStyle.format(", of %,d value%s", m.n(), m.n() == 1 ? "" : "s"));
    }

    private static String picture(RenderedChart drawn, String title, String prefix, int width, int height, String kind)
            throws IOException {
        ChartRenderingInfo info = new ChartRenderingInfo();
        return ChartFiles.svg(prefix, width, height, (graphics, area) -> drawn.chart().draw(graphics, area, info),
                root -> {
                    root.setAttributeNS(null, "class", kind);
                    root.setAttributeNS(null, "role", "group");
                    root.setAttributeNS(null, "aria-label", "Chart: " + title);
                    root.appendChild(marks(drawn, info.getPlotInfo().getDataArea(), root.getOwnerDocument()));
                });
    }

    private static Element marks(RenderedChart drawn, Rectangle2D area, Document document) {
        Element marks = document.createElementNS(ChartFiles.SVG, "g");
        for (ChartData.Mark m : drawn.data().marks()) {
            Element mark = drawn.chart().getPlot() instanceof CategoryPlot bars ? bar(bars, m, area, document)
                    : point((XYPlot) drawn.chart().getPlot(), m, area, document);
            mark.setAttributeNS(null, "class", "mark");
            mark.setAttributeNS(null, "role", "img");
            mark.setAttributeNS(null, SeriesSvg.SERIES, "" + m.series());
            Element title = document.createElementNS(ChartFiles.SVG, "title");
            title.appendChild(document.createTextNode(inWords(drawn.data(), m)));
            mark.appendChild(title);
            marks.appendChild(mark);
        }
        return marks;
    }

    private static Element point(XYPlot plot, ChartData.Mark m, Rectangle2D area, Document document) {
        Element circle = document.createElementNS(ChartFiles.SVG, "circle");
        set(circle, "cx", plot.getDomainAxis().valueToJava2D(m.x(), area, plot.getDomainAxisEdge()));
        set(circle, "cy", plot.getRangeAxis().valueToJava2D(m.y(), area, plot.getRangeAxisEdge()));
        set(circle, "r", RADIUS);
        return circle;
    }

    private static Element bar(CategoryPlot plot, ChartData.Mark m, Rectangle2D area, Document document) {
        Element rect = document.createElementNS(ChartFiles.SVG, "rect");
        int bars = plot.getDataset().getColumnCount();
        double left = plot.getDomainAxis().getCategoryStart((int) m.x(), bars, area, RectangleEdge.BOTTOM);
        double right = plot.getDomainAxis().getCategoryEnd((int) m.x(), bars, area, RectangleEdge.BOTTOM);
        double top = Math.min(plot.getRangeAxis().valueToJava2D(m.y(), area, RectangleEdge.LEFT), area.getMaxY() - 2);
        set(rect, "x", left);
        set(rect, "y", top);
        set(rect, "width", right - left);
        set(rect, "height", area.getMaxY() - top);
        return rect;
    }

    private static void set(Element element, String attribute, double value) {
        element.setAttributeNS(null, attribute, ChartStyle.format("%.1f", value));
    }

    private static String swatch(ChartData.Series s) {
        StringBuilder svg = new StringBuilder(
                "<svg class=\"swatch\" viewBox=\"-22 -12 44 24\" aria-hidden=\"true\">");
        if (s.line() instanceof BasicStroke line) {
            svg.append("<path d=\"M-20 0H20\" style=\"fill:none; stroke:").append(rgb(s.color()))
                    .append(ChartStyle.format("; stroke-width:%.1f", line.getLineWidth()))
                    .append(line.getDashArray() == null ? "" : "; stroke-dasharray:" + dashes(line)).append("\"/>");
        }
        Shape marker = s.marker() == null && s.line() == null ? new Rectangle2D.Double(-14, -8, 28, 16) : s.marker();
        if (marker != null) {
            svg.append("<path d=\"").append(path(marker)).append("\" style=\"fill:")
                    .append(s.filled() ? rgb(s.color()) : "white").append("; stroke:").append(rgb(s.color()))
                    .append("; stroke-width:1.6\"/>");
        }
        return svg.append("</svg>").toString();
    }

    private static String rgb(Color c) {
        return c.equals(Color.BLACK) ? "black"
                : ChartStyle.format("rgb(%d,%d,%d)", c.getRed(), c.getGreen(), c.getBlue());
    }

    private static String dashes(BasicStroke line) {
        List<String> all = new ArrayList<>();
        for (float dash : line.getDashArray()) {
            all.add(ChartStyle.format("%.0f", dash));
        }
        return String.join(" ", all);
    }

    private static String path(Shape shape) {
        StringBuilder path = new StringBuilder();
        double[] at = new double[6];
        for (PathIterator i = shape.getPathIterator(null, 0.2); !i.isDone(); i.next()) {
            switch (i.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> path.append(ChartStyle.format("M%.1f %.1f", at[0], at[1]));
                case PathIterator.SEG_LINETO -> path.append(ChartStyle.format("L%.1f %.1f", at[0], at[1]));
                default -> path.append('Z');
            }
        }
        return path.toString();
    }
}
