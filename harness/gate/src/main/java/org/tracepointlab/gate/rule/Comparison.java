package org.tracepointlab.gate.rule;

import java.util.List;

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

    /** Takes a copy. */
    public Comparison {
        notes = List.copyOf(notes);
    }

    /** One of blocks, with nothing to note. */
    public Comparison(BenchmarkId id, Effect effect, Effect control, int finalBlocks, boolean passed) {
        this(id, effect, control, finalBlocks, passed, true, List.of());
    }

    /**
     * Standard deviation of the log-ratio of two forks of the same code, from what the effect says of it and what the
     * control does, where there is one. That is all that a control is for: whether it moved is chance (1% of runs,
     * whatever disturbs the machine).
     */
    double spread(Effect moderated) {
        return control == null ? moderated.spread() : Math.hypot(moderated.spread(), control.spread()) / Math.sqrt(2);
    }
}
