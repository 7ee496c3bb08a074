package org.tracepointlab.gate.core;

/**
 * How often one fork of a cell measures.
 *
 * @param warmups iterations before the first that counts, 0 or more
 * @param measured iterations that count, 1 or more
 * @param time length of each iteration in JMH's notation ({@code 200ms}, {@code 1s}), or empty where an iteration is
 *     one invocation (single shot) or the benchmark's own setting is to hold
 */
public record Iterations(int warmups, int measured, String time) {

    private static final int UNKNOWN = -1;

    /** As many and as long as the benchmark itself declares. */
    public static final Iterations DECLARED = new Iterations(UNKNOWN, UNKNOWN, "");

    /** Checks the ranges. */
    public Iterations {
        if ((warmups < 0 || measured < 1) && !(warmups == UNKNOWN && measured == UNKNOWN)) {
            throw new IllegalArgumentException(
                    "expected warmups >= 0 and measured >= 1, found " + warmups + " and " + measured);
        }
        if (!time.isEmpty() && !time.matches("[1-9][0-9]*(us|ms|s|m)")) {
            throw new IllegalArgumentException("expected a time like 200ms or 1s, found " + time);
        }
    }

    /** True if the benchmark's own setting holds. */
    public boolean declared() {
        return measured == UNKNOWN;
    }

    /** Single-shot iterations: each is one invocation, so that it needs no time. */
    public static Iterations singleShot(int warmups, int measured) {
        return new Iterations(warmups, measured, "");
    }
}
