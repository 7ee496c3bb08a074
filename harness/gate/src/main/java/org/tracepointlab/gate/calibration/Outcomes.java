package org.tracepointlab.gate.calibration;

import java.util.EnumMap;
import java.util.Map;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Verdict;

/** How comparisons with one slowdown ended. Not thread-safe. */
public final class Outcomes {

    private final double slowdown;
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final int[] rivals;
    private long blocks;
    private int comparisons;

    Outcomes(double slowdown, int rivals) {
        this.slowdown = slowdown;
        this.rivals = new int[rivals];
    }

    Outcomes empty() {
        return new Outcomes(slowdown, rivals.length);
    }

    void add(Outcome outcome) {
        verdicts.merge(outcome.verdict(), 1, Integer::sum);
        blocks += outcome.n();
        comparisons++;
    }

    void addRival(int rival, boolean alarm) {
        rivals[rival] += alarm ? 1 : 0;
    }

    void add(Outcomes other) {
        other.verdicts.forEach((verdict, n) -> verdicts.merge(verdict, n, Integer::sum));
        for (int i = 0; i < rivals.length; i++) {
            rivals[i] += other.rivals[i];
        }
        blocks += other.blocks;
        comparisons += other.comparisons;
    }

    /** The slowdown that was multiplied in, as a fraction. */
    public double slowdown() {
        return slowdown;
    }

    /** Comparisons. */
    public int comparisons() {
        return comparisons;
    }

    /** Share of comparisons that ended so, 0 to 1. */
    public double share(Verdict verdict) {
        return (double) verdicts.getOrDefault(verdict, 0) / comparisons;
    }

    /** Share of comparisons in which this rival raised an alarm. */
    public double rivalShare(int rival) {
        return (double) rivals[rival] / comparisons;
    }

    /** Mean number of blocks until the decision. */
    public double meanBlocks() {
        return (double) blocks / comparisons;
    }
}
