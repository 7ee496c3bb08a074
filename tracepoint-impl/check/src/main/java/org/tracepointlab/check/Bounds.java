package org.tracepointlab.check;

import java.util.Locale;

/**
 * How far a check goes.
 *
 * @param readers    how many readers, of any mixture of kinds, each firing as often as it likes; 1 to 3
 * @param probes     how many different probes; 1 to 4
 * @param operations how many updates; at least 1
 */
public record Bounds(int readers, int probes, int operations) {

    static final int MOST_READERS = 3;
    static final int MOST_PROBES = 4;
    private static final int MOST_FAILING_PROBES = 3;
    private static final int MOST_FAILING_OPERATIONS = 4;
    private static final int LEAST_FAILING_OPERATIONS = 3;

    /** What every build checks. */
    public static final Bounds DEFAULT = new Bounds(2, 3, 6);

    /** What takes a second, and still finds every mutant: for checks before a measurement. */
    public static final Bounds QUICK = new Bounds(1, 3, 5);

    /** @throws IllegalArgumentException out of range */
    public Bounds {
        if (readers < 1 || readers > MOST_READERS || probes < 1 || probes > MOST_PROBES || operations < 1) {
            throw new IllegalArgumentException("bounds " + readers + "," + probes + "," + operations
                    + ": expected 1 to 3 readers, 1 to 4 probes, at least 1 operation");
        }
    }

    /**
     * How far it is checked with failing steps: each that may fail makes an update ten, and one reader is enough for
     * each property.
     */
    Bounds failing() {
        int fewer = Math.min(MOST_FAILING_OPERATIONS, Math.max(LEAST_FAILING_OPERATIONS, operations - 2));
        return new Bounds(1, Math.min(probes, MOST_FAILING_PROBES), Math.min(operations, fewer));
    }

    /**
     * Reads {@code R,P,K}.
     *
     * @throws IllegalArgumentException if it is not that, or out of range
     */
    public static Bounds parse(String text) {
        String[] parts = text.split(",");
        try {
            if (parts.length == 3) {
                return new Bounds(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()),
                        Integer.parseInt(parts[2].strip()));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected(text), e);
        }
        throw new IllegalArgumentException(expected(text));
    }

    private static String expected(String text) {
        return "bounds '" + text + "': expected readers,probes,operations, such as " + DEFAULT;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d,%d,%d", readers, probes, operations);
    }
}
