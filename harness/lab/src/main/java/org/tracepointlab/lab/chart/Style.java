package org.tracepointlab.lab.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.tracepointlab.lab.data.Names;

/**
 * Colours, strokes and markers of all charts, each with one meaning: colour and marker are the implementation, dashes
 * are HZ, a dotted line and a hollow marker the kernel. Where a chart shows one implementation alone, colour and marker
 * are what its legend says.
 */
final class Style {

    static final Color SEED = Color.BLACK;
    /** Of what no implementation has a part in. */
    static final Color NEUTRAL = new Color(0x99, 0x99, 0x99);

    private static final Color BLUE = new Color(0x00, 0x72, 0xB2);
    private static final Color VERMILION = new Color(0xD5, 0x5E, 0x00);
    private static final Color GREEN = new Color(0x00, 0x9E, 0x73);
    private static final Color PURPLE = new Color(0xCC, 0x79, 0xA7);
    private static final Color SKY = new Color(0x56, 0xB4, 0xE9);
    private static final Color ORANGE = new Color(0xE6, 0x9F, 0x00);
    private static final List<Color> COLORS = List.of(BLUE, VERMILION, GREEN);
    private static final Color YELLOW = new Color(0xB8, 0xA9, 0x00);
    private static final Map<String, Color> LATER = Map.of("paired", PURPLE, "batched", ORANGE, "lazy", SKY);
    private static final int STYLES = 4;
    private static final int MOST_TICKS = 10;

    private static final int ROUND = BasicStroke.CAP_ROUND;
    private static final int JOIN = BasicStroke.JOIN_ROUND;

    private Style() {
    }

    /** The implementation's colour, everywhere the same. */
    static Color color(String implementation) {
        int order = Names.order(implementation);
        return order < COLORS.size() ? COLORS.get(order)
                : LATER.getOrDefault(implementation, YELLOW);
    }

    /** The colour of a name beside such a line: dark enough to be read on white. */
    static Color text(Color c) {
        return Colours.readable(c, Color.WHITE);
    }

    /** The same hue, paler: the kernel's or the seed's figure beside the lab's. */
    static Color pale(Color c) {
        return new Color((c.getRed() + 2 * 255) / 3, (c.getGreen() + 2 * 255) / 3, (c.getBlue() + 2 * 255) / 3);
    }

    /** A line; dashes tell HZ, the highest of a chart being solid, and nothing else. */
    static Stroke line(int hzIndex) {
        return switch (Math.floorMod(hzIndex, STYLES)) {
            case 0 -> solid();
            case 1 -> new BasicStroke(2.4f, ROUND, JOIN, 10f, new float[] {9f, 7f}, 0f);
            case 2 -> new BasicStroke(2.4f, ROUND, JOIN, 10f, new float[] {2f, 6f}, 0f);
            default -> new BasicStroke(2.4f, ROUND, JOIN, 10f, new float[] {12f, 6f, 2f, 6f}, 0f);
        };
    }

    /** A line where all are of one HZ, or of none. */
    static Stroke solid() {
        return new BasicStroke(2.4f, ROUND, JOIN);
    }

    /** A line of what the others are compared with. */
    static Stroke thin() {
        return new BasicStroke(1.2f, ROUND, JOIN);
    }

    /** The implementation's marker, everywhere the same. */
    static Shape marker(String implementation) {
        return marker(Names.order(implementation));
    }

    /** In charts that tell something else apart than implementations. */
    static Shape marker(int index) {
        return switch (Math.floorMod(index, STYLES)) {
            case 0 -> new Ellipse2D.Double(-5, -5, 10, 10);
            case 1 -> new Rectangle2D.Double(-4.5, -4.5, 9, 9);
            case 2 -> polygon(0, -6.5, 6.5, 0, 0, 6.5, -6.5, 0);
            default -> polygon(-2, -6, 2, -6, 2, -2, 6, -2, 6, 2, 2, 2, 2, 6, -2, 6, -2, 2, -6, 2, -6, -2, -2, -2);
        };
    }

    /** Ticks at 1, 2 or 5 times a power of ten, ten of them at most. */
    static void ticks(NumberAxis axis) {
        double step = Math.pow(10, Math.floor(Math.log10(axis.getRange().getLength() / MOST_TICKS)));
        double unit = DoubleStream.of(1, 2, 5, 10).map(s -> s * step)
                .filter(s -> axis.getRange().getLength() / s <= MOST_TICKS - 1).findFirst().orElse(10 * step);
        axis.setTickUnit(new NumberTickUnit(unit));
    }

    static Stroke kernelLine() {
        return new BasicStroke(1.2f, ROUND, JOIN, 10f, new float[] {2f, 4f}, 0f);
    }

    static Shape kernelMarker(int index) {
        return index == 0 ? polygon(0, -6, 6, 5, -6, 5) : polygon(0, 6, 6, -5, -6, -5);
    }

    /** Of enabling again, where a chart has disabling too. */
    static Shape again() {
        return polygon(0, 6, 6, -5, -6, -5);
    }

    /** No marker at all. */
    static Shape none() {
        return new Rectangle2D.Double();
    }

    static Shape diamond() {
        return polygon(0, -11, 10, 0, 0, 11, -10, 0);
    }

    /** Grid lines at decades only read better on logarithmic axes. */
    static void grid(XYPlot plot) {
        plot.setRangeMinorGridlinesVisible(false);
        plot.setDomainMinorGridlinesVisible(false);
        for (ValueAxis axis : List.of(plot.getDomainAxis(), plot.getRangeAxis())) {
            axis.setMinorTickMarksVisible(false);
        }
    }

    private static Shape polygon(double... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }
}
