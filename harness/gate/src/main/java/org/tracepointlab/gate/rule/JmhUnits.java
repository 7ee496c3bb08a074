package org.tracepointlab.gate.rule;

import java.util.Map;

/** JMH's units of scores: {@code us/op}, {@code ops/ms} and so on. */
public final class JmhUnits {

    private static final Map<String, Double> SECONDS = Map.of("ns", 1e-9, "us", 1e-6, "\u03bcs", 1e-6, "ms", 1e-3,
            "s", 1.0, "min", 60.0, "hr", 3600.0, "day", 86_400.0);

    private JmhUnits() {
    }

    /**
     * What scores in one unit have to be multiplied with to be in the other; NaN if they measure different things.
     */
    public static double factor(String from, String to) {
        if (from.equals(to)) {
            return 1;
        }
        if (from.startsWith("ops/") && to.startsWith("ops/")) {
            return seconds(to.substring(4)) / seconds(from.substring(4));
        }
        if (from.endsWith("/op") && to.endsWith("/op")) {
            return seconds(from.substring(0, from.length() - 3)) / seconds(to.substring(0, to.length() - 3));
        }
        return Double.NaN;
    }

    private static double seconds(String unit) {
        return SECONDS.getOrDefault(unit, Double.NaN);
    }
}
