package org.tracepointlab.lab.chart;

import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.List;

/**
 * What a chart shows, for those who ask for it mark by mark: its series, and each mark with its value.
 *
 * @param at what tells the marks of a series apart
 * @param value what a mark's height is
 * @param series in the order in which the chart has them
 * @param marks of all series
 */
record ChartData(String at, String value, List<Series> series, List<Mark> marks) {

    /**
     * A series.
     *
     * @param name of it
     * @param color of its line, marker or bar
     * @param line null without one
     * @param marker null without one
     * @param filled whether the marker is
     */
    record Series(String name, Color color, Stroke line, Shape marker, boolean filled) {
    }

    /**
     * A mark.
     *
     * @param series its number
     * @param x where, on the axis or as the number of a bar
     * @param y where
     * @param at where, in words
     * @param value its value in words
     * @param interval the range that the chart draws, in words
     * @param n how many values it is made of; 0 if that is not known
     */
    record Mark(int series, double x, double y, String at, String value, String interval, int n) {
    }

    ChartData(String at, String value) {
        this(at, value, new ArrayList<>(), new ArrayList<>());
    }

    /** Adds a series and returns its number. */
    int add(String name, Color color, Stroke line, Shape marker, boolean filled) {
        series.add(new Series(name, color, line, marker, filled));
        return series.size() - 1;
    }
}
