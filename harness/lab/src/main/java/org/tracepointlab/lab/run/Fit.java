package org.tracepointlab.lab.run;

import java.util.Arrays;

/**
 * A straight line through points by ordinary least squares.
 *
 * @param slope units of y for each unit of x
 * @param intercept y at x = 0
 * @param r2 share of the variance of y that the line explains, 0 to 1; NaN if all y are equal
 * @param points how many points it was drawn through
 */
public record Fit(double slope, double intercept, double r2, int points) {

    private static final int ENOUGH_X = 3;

    /** True if there are at least three different x: through two, a line always passes. */
    public static boolean possible(double[] x) {
        return Arrays.stream(x).distinct().count() >= ENOUGH_X;
    }

    /**
     * Fits the line.
     *
     * @throws IllegalArgumentException if the lengths differ or the x are fewer than {@link #possible} asks for
     */
    public static Fit of(double[] x, double[] y) {
        if (x.length != y.length || !possible(x)) {
            throw new IllegalArgumentException("expected as many y as x and 3 different x, found " + x.length + " x, "
                    + y.length + " y");
        }
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        double slope = xy / xx;
        return new Fit(slope, meanY - slope * meanX, yy == 0 ? Double.NaN : xy * xy / (xx * yy), x.length);
    }
}
