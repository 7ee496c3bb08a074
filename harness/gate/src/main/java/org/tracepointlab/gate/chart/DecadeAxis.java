package org.tracepointlab.gate.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis with ticks at powers of ten, at 2 and 5 times them where the range is short, and at more where
 * that makes too few, whose labels are given by a function. (JFreeChart's own labels are powers in the default locale,
 * and get in each other's way.)
 */
public class DecadeAxis extends LogAxis {

    private static final long serialVersionUID = 1L;
    private static final double SHORT_DECADES = 2.3;
    private static final int FEWEST = 3;
    private static final double SLACK = 1e-9;

    private final transient DoubleFunction<String> label;

    /**
     * @param name title of the axis, with its unit
     * @param low smallest value to be shown, above 0
     * @param high greatest
     * @param label text of a tick
     */
    @SuppressWarnings("this-escape") // JFreeChart has no other way than its setters, which no axis here overrides
    public DecadeAxis(String name, double low, double high, DoubleFunction<String> label) {
        super(name);
        this.label = label;
        setSmallestValue(low / 10);
        setAutoRange(false);
        setRange(low, Math.max(high, low * 1.0001));
        setTickUnit(new NumberTickUnit(1));
    }

    @Override
    protected List<ValueTick> refreshTicksHorizontal(Graphics2D g2, Rectangle2D area, RectangleEdge edge) {
        return ticks(edge == RectangleEdge.TOP ? TextAnchor.BOTTOM_CENTER : TextAnchor.TOP_CENTER);
    }

    @Override
    protected List<ValueTick> refreshTicksVertical(Graphics2D g2, Rectangle2D area, RectangleEdge edge) {
        return ticks(edge == RectangleEdge.RIGHT ? TextAnchor.CENTER_LEFT : TextAnchor.CENTER_RIGHT);
    }

    /** Values of the ticks within the range. */
    public List<Double> tickValues() {
        double low = getRange().getLowerBound();
        double high = getRange().getUpperBound();
        List<Double> values = tickValues(low, high,
                Math.log10(high / low) < SHORT_DECADES ? new double[] {1, 2, 5} : new double[] {1});
        return values.size() < FEWEST ? tickValues(low, high, new double[] {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 7}) : values;
    }

    private static List<Double> tickValues(double low, double high, double[] steps) {
        List<Double> values = new ArrayList<>();
        for (int decade = (int) Math.floor(Math.log10(low)); decade <= Math.ceil(Math.log10(high)); decade++) {
            for (double step : steps) {
                double value = step * Math.pow(10, decade);
                if (value >= low * (1 - SLACK) && value <= high * (1 + SLACK)) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    private List<ValueTick> ticks(TextAnchor anchor) {
        List<ValueTick> ticks = new ArrayList<>();
        for (double value : tickValues()) {
            ticks.add(new NumberTick(value, label.apply(value), anchor, TextAnchor.CENTER, 0));
        }
        return ticks;
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
