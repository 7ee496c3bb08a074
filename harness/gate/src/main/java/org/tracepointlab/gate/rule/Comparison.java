package org.tracepointlab.gate.rule;

import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * One benchmark at one look.
 *
 * @param id which
 * @param effect of the candidate against the baseline
 * @param control effect of the baseline against itself in the same blocks; null where nothing ran twice
 * @param finalBlocks blocks that there will be at the last look; those of the effect where no more will come
 * @param passed true if an earlier look let it pass: it stays passed, and still counts among those gated together
 * @param paired false if the sides' forks are two samples that may have run at different times
 * @param notes what else was seen in the forks
 */
public record Comparison(BenchmarkId id, Effect effect, Effect control, int finalBlocks, boolean passed, boolean paired,
        List<String> notes) {

    private static final double BOTH = 2 / 1.25;
    private static final double MANY = 1e4;

    /** Takes a copy. */
    public Comparison {
        notes = List.copyOf(notes);
    }

    /** One of blocks, with nothing to note. */
    public Comparison(BenchmarkId id, Effect effect, Effect control, int finalBlocks, boolean passed) {
        this(id, effect, control, finalBlocks, passed, true, List.of());
    }

    /**
     * Standard deviation of the log-ratio of two forks of the same code, from what the effect says of it and what the control does,
     * where there is one, without the bias that the root of a variance has. That is all that a control is for: whether it moved is
     * chance (1% of runs, whatever disturbs the machine).
     */
    double spread(Effect moderated) {
        if (control == null) {
            return moderated.spread() / bias(moderated.df());
        }
        // The two share the baseline's forks, so that a quarter of what the one knows of the spread is known to the other.
        return Math.hypot(moderated.spread(), control.spread()) / Math.sqrt(2) / bias(BOTH * moderated.df());
    }

    /** Mean of the root of a chi-squared variable over its degrees of freedom, c4 of control charts. */
    private static double bias(double df) {
        return df > MANY ? 1 : Math.sqrt(2 / df) * Math.exp(LogGamma.value((df + 1) / 2) - LogGamma.value(df / 2));
    }
}
