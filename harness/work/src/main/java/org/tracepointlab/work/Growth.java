package org.tracepointlab.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which counts of one unit (an element, a probe, a row) grow with the number of units: work of the same operation at
 * N and, say, at 4N, each divided by its number of units. A count that grows means that something is walked that
 * should not be. Immutable; any thread.
 */
public final class Growth {
    private final double from;
    private final double to;
    private final Map<String, Double> small = new TreeMap<>();
    private final Map<String, Double> large = new TreeMap<>();

    /**
     * One count that grows.
     *
     * @param count its name
     * @param small for each unit at N
     * @param large for each unit at the larger number
     * @param exponent 1 where it is proportional to the number of units, 0 where it does not depend on it;
     *     infinite from zero
     */
    public record Finding(String count, double small, double large, double exponent) {
    }

    private Growth(long from, Map<String, Double> small, long to, Map<String, Double> large) {
        if (from < 1 || to <= from) {
            throw new IllegalArgumentException("expected two numbers of units, the second one larger, found "
                    + from + " and " + to);
        }
        this.from = from;
        this.to = to;
        small.forEach((name, count) -> this.small.put(name, checked(name, count)));
        large.forEach((name, count) -> this.large.put(name, checked(name, count)));
    }

    /**
     * Compares an operation on all units at two sizes.
     *
     * @param from N, at least 1
     * @param small counts of the operation at N, by name
     * @param to the larger number
     * @param large counts of the same operation there
     * @throws IllegalArgumentException if the second number is not the larger one, or a count is negative or no number
     */
    public static Growth ofAll(long from, Map<String, Double> small, long to, Map<String, Double> large) {
        Growth growth = new Growth(from, small, to, large);
        growth.small.replaceAll((name, count) -> count / from);
        growth.large.replaceAll((name, count) -> count / to);
        return growth;
    }

    /** The same for an operation on one unit out of so many. */
    public static Growth ofOne(long from, Map<String, Double> small, long to, Map<String, Double> large) {
        return new Growth(from, small, to, large);
    }

    private static double checked(String name, double count) {
        if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a count of 0 or more for " + name + ", found " + count);
        }
        return count;
    }

    /**
     * The counts that grow, the steepest first.
     *
     * @param margin what growth of a unit's count is none: 0.01 for 1%
     */
    public List<Finding> findings(double margin) {
        List<Finding> found = new ArrayList<>();
        small.forEach((name, before) -> {
            Double after = large.get(name);
            if (after != null && after > before * (1 + margin)) {
                found.add(new Finding(name, before, after, Math.log(after / before) / Math.log(to / from)));
            }
        });
        found.sort((a, b) -> Double.compare(b.exponent(), a.exponent()));
        return found;
    }

    /** Counts that one of the two has and the other has not: nothing can be said of them, and they are not zero. */
    public List<String> missing() {
        TreeSet<String> missing = new TreeSet<>(small.keySet());
        missing.addAll(large.keySet());
        missing.removeIf(name -> small.containsKey(name) && large.containsKey(name));
        return List.copyOf(missing);
    }
}
