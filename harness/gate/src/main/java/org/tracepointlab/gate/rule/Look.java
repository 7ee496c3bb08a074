package org.tracepointlab.gate.rule;

import java.util.List;

/**
 * A look at the data of a gate, or the only one that there is. Immutable.
 *
 * @param looks all of them
 * @param index of this one, from 0
 * @param last true if no more data will come
 */
public record Look(Looks looks, int index, boolean last) {

    private static final Looks ONCE = new Looks(List.of(1));
    private static final Looks GATE = new Looks(Rule.LOOKS);

    /** The only look at finished data: it spends all of each error at once. */
    public static Look only() {
        return new Look(ONCE, 0, true);
    }

    /**
     * The look of a gate after so many blocks.
     *
     * @throws IllegalArgumentException if there is none then
     */
    public static Look after(int blocks) {
        int index = Rule.LOOKS.indexOf(blocks);
        if (index < 0) {
            throw new IllegalArgumentException("expected a look after " + Rule.LOOKS + " blocks, found " + blocks);
        }
        return new Look(GATE, index, index == Rule.LOOKS.size() - 1);
    }

    /** Below this p of "at most the margin" one benchmark alone FAILs at this look. */
    public double failLevel() {
        return looks.level(index, Rule.FAIL_ALPHA);
    }

    /** Below this p of "the margin or more" a benchmark PASSes at this look. */
    public double passLevel() {
        return looks.level(index, Rule.PASS_ALPHA);
    }

    /** The p value of this look, corrected for all looks. */
    double corrected(double p) {
        return looks.corrected(index, p);
    }

    /**
     * Level of the last look for the first of so many benchmarks to be rejected: what has to be stood for a FAIL in the
     * end.
     */
    double lastLevel(int benchmarks) {
        return looks.lastLevel(Rule.FAIL_ALPHA / benchmarks);
    }
}
