package org.tracepointlab.gate.rule;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles of Student's t, remembered: the library searches for each. Thread-safe. */
public final class Quantiles {

    private static final Map<Key, Double> KNOWN = new ConcurrentHashMap<>();
    private static final int MOST = 10_000;

    private Quantiles() {
    }

    private record Key(double df, double alpha) {
    }

    /** The value that t exceeds with probability alpha. */
    public static double upper(double df, double alpha) {
        Key key = new Key(df, alpha);
        Double known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        double value = TDistribution.of(df).inverseSurvivalProbability(alpha);
        if (KNOWN.size() < MOST) {
            KNOWN.put(key, value);
        }
        return value;
    }
}
