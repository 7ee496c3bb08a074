package org.tracepointlab.gate.rule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles of Student's t, and shifts of the noncentral one, remembered: each takes a search. Thread-safe. */
public final class Quantiles {

    private static final Map<Key, Double> UPPER = new ConcurrentHashMap<>();
    private static final Map<Key, Double> SHIFT = new ConcurrentHashMap<>();
    private static final int MOST = 10_000;
    private static final MathContext DIGITS = new MathContext(3);
    /** Above these, t is normal for all that is said of power. */
    private static final double MANY = 1e6;

    private Quantiles() {
    }

    private record Key(double df, double alpha) {
    }

    /** The value that t exceeds with probability alpha. */
    public static double upper(double df, double alpha) {
        Key key = new Key(df, alpha);
        Double known = UPPER.get(key);
        if (known != null) {
            return known;
        }
        return remember(UPPER, key, TDistribution.of(df).inverseSurvivalProbability(alpha));
    }

    /**
     * The shift, in standard errors, with which a one-sided test at this level rejects with a probability of
     * {@link Rule#POWER}.
     *
     * @param df taken to three digits: what it is computed for is known less well
     */
    public static double shift(double df, double alpha) {
        double rounded = Math.min(MANY, Math.max(1, new BigDecimal(df).round(DIGITS).doubleValue()));
        Key key = new Key(rounded, alpha);
        Double known = SHIFT.get(key);
        if (known != null) {
            return known;
        }
        return remember(SHIFT, key, NoncentralT.shift(rounded, upper(rounded, alpha), Rule.POWER));
    }

    private static double remember(Map<Key, Double> known, Key key, double value) {
        if (known.size() < MOST) {
            known.put(key, value);
        }
        return value;
    }
}
