package org.tracepointlab.gate.rule;

/**
 * One benchmark at one look.
 *
 * @param id which
 * @param effect of the candidate against the baseline
 * @param control effect of the baseline against itself in the same blocks; null where nothing ran twice
 * @param finalBlocks blocks that there will be at the last look; those of the effect where no more will come
 * @param passed true if an earlier look let it pass: it stays passed, and still counts among those gated together
 */
public record Comparison(BenchmarkId id, Effect effect, Effect control, int finalBlocks, boolean passed) {

    /** Standard deviation of the log-ratio of two forks of the same code; without a control that of the sides' own. */
    double spread() {
        return control != null ? control.spread() : effect.spread();
    }
}
