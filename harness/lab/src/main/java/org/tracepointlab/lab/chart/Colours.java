package org.tracepointlab.lab.chart;

import java.awt.Color;
import org.tracepointlab.gate.chart.ChartStyle;

/** The charts' colours for pages. */
public final class Colours {

    private Colours() {
    }

    private static final double ENOUGH = 4.6; // WCAG asks for 4.5
    private static final float STEP = 0.04f;

    /** The colour, moved towards black or white until text in it can be read on this paper. */
    public static Color readable(Color color, Color paper) {
        Color end = luminance(paper) > 0.18 ? Color.BLACK : Color.WHITE;
        Color c = color;
        for (float share = STEP; contrast(c, paper) < ENOUGH && share <= 1; share += STEP) {
            c = new Color(mix(color.getRed(), end.getRed(), share), mix(color.getGreen(), end.getGreen(), share),
                    mix(color.getBlue(), end.getBlue(), share));
        }
        return c;
    }

    private static int mix(int from, int to, float share) {
        return Math.round(from + (to - from) * share);
    }

    /** WCAG's contrast of two colours, 1 to 21. */
    static double contrast(Color a, Color b) {
        double x = luminance(a) + 0.05;
        double y = luminance(b) + 0.05;
        return Math.max(x, y) / Math.min(x, y);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    /** The implementation's colour as CSS has it. */
    public static String css(String implementation) {
        return css(Style.color(implementation));
    }

    /** The colour as CSS has it. */
    public static String css(Color c) {
        return ChartStyle.format("#%02x%02x%02x", c.getRed(), c.getGreen(), c.getBlue());
    }
}
