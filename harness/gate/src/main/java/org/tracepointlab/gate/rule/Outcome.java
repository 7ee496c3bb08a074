package org.tracepointlab.gate.rule;

import java.util.List;

/**
 * What was decided of one benchmark. All ratios are of costs: above 1 the candidate is slower, in every mode.
 *
 * @param id which
 * @param verdict what
 * @param reason in one line
 * @param n blocks, or forks of the side that has fewer; 0 if nothing could be compared
 * @param ratio estimated; NaN if there is none, as for all numbers below
 * @param low below which the ratio is with a probability of {@link Look#failLevel} at most: above 1 + margin it FAILs
 * @param high above which the ratio is with a probability of {@link Look#passLevel} at most: below 1 + margin it PASSes
 * @param p one-sided, of "at most 1 + margin"
 * @param holm the same, corrected for all looks and for all benchmarks judged together
 * @param detectable change that the whole run detects with 80% power, a fraction
 * @param needed blocks, or forks a side, with which it would detect twice the margin
 * @param control estimated ratio of the baseline to itself
 * @param paired false if the sides' forks were compared as two samples that may have run at different times
 * @param notes what else was seen in the forks, each in one line
 */
public record Outcome(BenchmarkId id, Verdict verdict, String reason, int n, double ratio, double low, double high,
        double p, double holm, double detectable, int needed, double control, boolean paired, List<String> notes) {

    /** Takes a copy. */
    public Outcome {
        notes = List.copyOf(notes);
    }

    /** One that could not be compared. */
    public static Outcome not(BenchmarkId id, Verdict verdict, String reason) {
        double none = Double.NaN;
        return new Outcome(id, verdict, reason, 0, none, none, none, none, none, none, 0, none, true, List.of());
    }

    /** The same with another verdict. */
    public Outcome as(Verdict other, String why) {
        return new Outcome(id, other, why, n, ratio, low, high, p, holm, detectable, needed, control, paired, notes);
    }
}
