package org.tracepointlab.gate.rule;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction of several p values (Holm 1979, "A simple sequentially rejective multiple test procedure"):
 * rejecting where the corrected p is below alpha keeps the chance of any false rejection among them below alpha.
 */
public final class Holm {

    private Holm() {
    }

    /** The corrected p values, in the order of the given ones. */
    public static double[] adjust(double[] p) {
        int[] order = IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue).toArray();
        double[] adjusted = new double[p.length];
        double greatest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            greatest = Math.max(greatest, Math.min(1, (order.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = greatest;
        }
        return adjusted;
    }
}
