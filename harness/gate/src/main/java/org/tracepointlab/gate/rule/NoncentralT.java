package org.tracepointlab.gate.rule;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The noncentral t distribution: of (Z + shift) / sqrt(V / df), with Z normal and V chi-squared with df degrees of
 * freedom. It is what a t statistic follows where there is a change, and so what the power of a t test is computed
 * from. Stateless.
 *
 * <p>The probability is an average of normal ones over u = sqrt(V / df). In x = ln u the density of V is smooth and
 * falls off on both sides faster than exponentially or, to the left, as exp(df x), so that a sum over evenly spaced x
 * converges at once: with {@value #STEPS} steps the error is below 1e-9 for df from 1 upwards.
 */
public final class NoncentralT {

    private static final int STEPS = 240;
    private static final double NEGLIGIBLE = -40;
    private static final double GREATEST_SHIFT = 1e6;
    private static final int HALVINGS = 60;

    private NoncentralT() {
    }

    /**
     * Probability that the statistic exceeds t.
     *
     * @param df degrees of freedom, 1 or more
     * @param shift mean of the numerator, in its standard deviations
     */
    public static double survival(double df, double shift, double t) {
        double from = edge(df, -1);
        double step = (edge(df, 1) - from) / STEPS;
        double sum = 0;
        double weights = 0;
        for (int i = 0; i <= STEPS; i++) {
            double x = from + i * step;
            double weight = Math.exp(logDensity(df, x));
            sum += weight * normal(shift - t * Math.exp(x));
            weights += weight;
        }
        return sum / weights;
    }

    /**
     * The shift with which the statistic exceeds t with this probability.
     *
     * @param power above the probability without a shift, and below 1
     */
    public static double shift(double df, double t, double power) {
        double low = 0;
        double high = 1;
        while (high < GREATEST_SHIFT && survival(df, high, t) < power) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < HALVINGS && high - low > 1e-10 * high; i++) {
            double middle = (low + high) / 2;
            if (survival(df, middle, t) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Logarithm of the density of ln u but for a constant: 0 at u = 1, its greatest. */
    private static double logDensity(double df, double x) {
        return df * (x - Math.expm1(2 * x) / 2);
    }

    /** Where the density has become negligible on this side of its greatest value. */
    private static double edge(double df, int side) {
        double near = 0;
        double far = side;
        while (logDensity(df, far) > NEGLIGIBLE) {
            near = far;
            far *= 2;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (near + far) / 2;
            if (logDensity(df, middle) > NEGLIGIBLE) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return far;
    }

    private static double normal(double z) {
        return Erfc.value(-z / Math.sqrt(2)) / 2;
    }
}
