package org.tracepointlab.gate.rule;

/** What a gate says, of one benchmark and of all together. */
public enum Verdict {

    /** Not slower by the margin or more, as sure as the rule wants to be. */
    PASS(0),
    /** Slower by more than the margin, as sure as the rule wants to be; or an exact count that may not change did. */
    FAIL(1),
    /** The data allows neither; the reason says how much more would. */
    INCONCLUSIVE(2),
    /** The data is not to be judged: other environments, a control that moved, a file that cannot be read. */
    INVALID(3),
    /** The candidate does not have this benchmark; it cannot be compared, so that all together are INVALID. */
    ONLY_BASELINE(3),
    /** The baseline does not have this benchmark; there is nothing to gate. */
    ONLY_CANDIDATE(0);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Exit code of a process that ends with this verdict. */
    public int exitCode() {
        return exitCode;
    }

    /**
     * The verdict on all together: FAIL if one fails, else INVALID if one cannot be compared, else INCONCLUSIVE if one
     * is, else PASS; INVALID if nothing was compared.
     */
    public static Verdict all(Iterable<Verdict> verdicts) {
        boolean compared = false;
        boolean invalid = false;
        boolean open = false;
        for (Verdict verdict : verdicts) {
            if (verdict == FAIL) {
                return FAIL;
            }
            invalid |= verdict == INVALID || verdict == ONLY_BASELINE;
            open |= verdict == INCONCLUSIVE;
            compared |= verdict != ONLY_CANDIDATE;
        }
        if (invalid || !compared) {
            return INVALID;
        }
        return open ? INCONCLUSIVE : PASS;
    }
}
