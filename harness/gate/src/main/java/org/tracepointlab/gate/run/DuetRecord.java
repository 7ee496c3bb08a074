package org.tracepointlab.gate.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tracepointlab.gate.core.DuetRunner;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.rule.DuetScore;
import org.tracepointlab.gate.rule.Effect;
import org.tracepointlab.gate.rule.Text;

/** What the duets of one benchmark told of each other's sides so far, beside their ratio. Not thread-safe. */
final class DuetRecord {

    /** CPU in the other side's turns that is not worth a word. */
    private static final double QUIET = 0.01;

    /** What is as likely by chance is not worth a word either. */
    private static final double CHANCE = 0.01;

    private final List<Fork> forks = new ArrayList<>();

    private record Fork(int first, DuetScore score, DuetSlices slices) {
    }

    /**
     * A duet ran.
     *
     * @param first the side that was loaded first
     */
    void add(int first, DuetScore score, DuetSlices slices) {
        forks.add(new Fork(first, score, slices));
    }

    /**
     * In lines.
     *
     * @param margin of the rule, a log-ratio
     */
    List<String> notes(double margin) {
        List<String> notes = new ArrayList<>();
        if (forks.isEmpty()) {
            return notes;
        }
        notes.add(Text.format("%d duets of %d turns a side; collecting garbage took %s of the baseline's turns and %s "
                + "of the candidate's, which allocated %,.0f and %,.0f MB/s", forks.size(),
                forks.get(0).slices().turns().size() / 2, Text.percent(share(0, DuetSlices.Turn::collecting)),
                Text.percent(share(1, DuetSlices.Turn::collecting)), share(0, DuetSlices.Turn::allocated) / 1e6,
                share(1, DuetSlices.Turn::allocated) / 1e6));
        for (int side = 0; side < DuetRunner.SIDES.size(); side++) {
            double busy = share(side, DuetSlices.Turn::others);
            if (busy > QUIET) {
                notes.add(Text.format("in the %s's turns the %s's threads took %s of a CPU: what they do in the "
                        + "background is timed with both", DuetRunner.SIDES.get(side), DuetRunner.SIDES.get(1 - side),
                        Text.percent(busy)));
            }
        }
        order(notes, margin);
        Effect rare = forks.size() < Effect.FEWEST ? null : Effect.paired(forks.stream()
                .mapToDouble(fork -> fork.score().ofMeans() - fork.score().logRatio()).toArray());
        if (rare != null && Math.abs(rare.mean()) > margin / 2 && rare.pNone() < CHANCE) {
            notes.add(Text.format("the ratio of all turns together is %s: what is in fewer than half of the turns, as "
                    + "collecting garbage can be, is not in the ratio that is judged",
                    Text.ratio(Math.exp(mean(forks, DuetScore::ofMeans)))));
        }
        return notes;
    }

    private void order(List<String> notes, double margin) {
        List<Fork> baselines = forks.stream().filter(fork -> fork.first() == 0).toList();
        List<Fork> candidates = forks.stream().filter(fork -> fork.first() == 1).toList();
        if (baselines.isEmpty() || candidates.isEmpty()) {
            return;
        }
        double before = mean(candidates, DuetScore::logRatio);
        double after = mean(baselines, DuetScore::logRatio);
        if (Math.abs(before - after) > margin / 2) {
            notes.add(Text.format("loaded before the baseline the candidate's ratio is %s, behind it %s: that differs "
                    + "by more than half the margin", Text.ratio(Math.exp(before)), Text.ratio(Math.exp(after))));
        }
    }

    private static double mean(List<Fork> of, ToDoubleFunction<DuetScore> value) {
        return Stats.mean(of.stream().mapToDouble(fork -> value.applyAsDouble(fork.score())).toArray());
    }

    /** For a second of this side's turns. */
    private double share(int side, ToDoubleFunction<DuetSlices.Turn> part) {
        double sum = 0;
        double all = 0;
        for (Fork fork : forks) {
            for (DuetSlices.Turn turn : fork.slices().turns()) {
                if (turn.side() == side) {
                    sum += part.applyAsDouble(turn);
                    all += turn.wall();
                }
            }
        }
        return all == 0 ? 0 : sum / all;
    }
}
