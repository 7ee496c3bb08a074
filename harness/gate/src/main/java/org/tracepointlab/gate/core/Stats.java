package org.tracepointlab.gate.core;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;

/** Small statistics that need no library. */
public final class Stats {

    private Stats() {
    }

    /** The values as an array. */
    public static double[] array(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Arithmetic mean; NaN of nothing. */
    public static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    /** Unbiased estimate of the variance; NaN of fewer than two values. */
    public static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double v : values) {
            sum += (v - mean) * (v - mean);
        }
        return sum / (values.length - 1);
    }

    /** Middle value, or the mean of the two middle ones; NaN of nothing. */
    public static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The median, or nothing where there is no value or one that is not finite. */
    public static OptionalDouble finiteMedian(double[] values) {
        return values.length == 0 || Arrays.stream(values).anyMatch(v -> !Double.isFinite(v)) ? OptionalDouble.empty()
                : OptionalDouble.of(median(values));
    }
}
