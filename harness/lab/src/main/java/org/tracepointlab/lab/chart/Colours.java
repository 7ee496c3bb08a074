package org.tracepointlab.lab.chart;

import java.awt.Color;
import org.tracepointlab.gate.chart.ChartStyle;

/** The charts' colours for pages. */
public final class Colours {

    private Colours() {
    }

    /** The implementation's colour as CSS has it. */
    public static String css(String implementation) {
        Color c = Style.color(implementation);
        return ChartStyle.format("#%02x%02x%02x", c.getRed(), c.getGreen(), c.getBlue());
    }
}
