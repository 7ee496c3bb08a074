package org.tracepointlab.gate.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Least-squares fits of a series by a number of levels: for each number of changes the best places of all, by dynamic
 * programming over prefix sums. n² steps for each further change.
 */
final class Steps {

    /** Below this a spread is rounding: one millionth of the value. */
    private static final double LEAST_VARIANCE = 1e-12;

    private final int n;
    private final int shortest;
    private final double[] sums;
    private final double[] squares;
    /** [changes][end]: the least sum of squares of the first values. */
    private final List<double[]> best = new ArrayList<>();
    /** [changes][end]: where the last level of that fit begins. */
    private final List<int[]> begins = new ArrayList<>();

    /**
     * @param values the series
     * @param shortest values that a level has at least
     */
    Steps(double[] values, int shortest) {
        this.n = values.length;
        this.shortest = shortest;
        this.sums = new double[n + 1];
        this.squares = new double[n + 1];
        double middle = n == 0 ? 0 : values[n / 2];
        for (int i = 0; i < n; i++) {
            double v = values[i] - middle; // small numbers: less is lost in the squares
            sums[i + 1] = sums[i] + v;
            squares[i + 1] = squares[i] + v * v;
        }
    }

    /** True if the series is long enough for so many changes, and something is left to estimate the spread from. */
    boolean fits(int changes) {
        return (changes + 1) * shortest <= n && n - changes - 1 >= 1;
    }

    /** Sum of squares around the mean of the values from one place to before another. */
    double around(int from, int to) {
        double sum = sums[to] - sums[from];
        return Math.max(0, squares[to] - squares[from] - sum * sum / (to - from)) + (to - from) * LEAST_VARIANCE;
    }

    /** Least sum of squares with so many changes. */
    double of(int changes) {
        layers(changes);
        return best.get(changes)[n];
    }

    /** Where they are, and the series' begin and end around them. */
    int[] places(int changes) {
        layers(changes);
        int[] places = new int[changes + 2];
        places[changes + 1] = n;
        for (int k = changes; k >= 0; k--) {
            places[k] = begins.get(k)[places[k + 1]];
        }
        return places;
    }

    private void layers(int changes) {
        while (best.size() <= changes) {
            layer(best.size());
        }
    }

    private void layer(int changes) {
        double[] least = new double[n + 1];
        int[] begin = new int[n + 1];
        for (int end = 0; end <= n; end++) {
            least[end] = Double.POSITIVE_INFINITY;
            if (changes == 0) {
                least[end] = end == 0 ? 0 : around(0, end);
                continue;
            }
            double[] before = best.get(changes - 1);
            for (int from = changes * shortest; from <= end - shortest; from++) {
                double sum = before[from] + around(from, end);
                if (sum < least[end]) {
                    least[end] = sum;
                    begin[end] = from;
                }
            }
        }
        best.add(least);
        begins.add(begin);
    }
}
