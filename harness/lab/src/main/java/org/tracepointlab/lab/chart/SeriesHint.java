package org.tracepointlab.lab.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;

/** Tells an SVG which series is being drawn, so that a page can hide one; a picture does not care. */
final class SeriesHint extends RenderingHints.Key {

    static final SeriesHint KEY = new SeriesHint();
    private static final Integer NONE = -1;

    private SeriesHint() {
        super(1);
    }

    @Override
    public boolean isCompatibleValue(Object value) {
        return value instanceof Integer;
    }

    /** Draws as part of this series. */
    static void draw(Graphics2D g2, int series, Runnable drawing) {
        g2.setRenderingHint(KEY, series);
        drawing.run();
        g2.setRenderingHint(KEY, NONE);
    }

    /** The series that is being drawn, or a negative number. */
    static int of(Graphics2D g2) {
        return g2.getRenderingHint(KEY) instanceof Integer series ? series : NONE;
    }
}
