package org.tracepointlab.gate.report;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Layer;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;

/** What a person sees at the end: one line a benchmark, and the verdict as the last. */
public final class GateConsole {

    private GateConsole() {
    }

    /** The lines. Counts that pass are only counted. */
    public static List<String> lines(Judgement j) {
        List<String> lines = new ArrayList<>();
        for (Layer layer : Layer.values()) {
            List<CountOutcome> counts = j.counts(layer);
            long passed = counts.stream().filter(c -> c.verdict() == Verdict.PASS).count();
            if (!counts.isEmpty()) {
                lines.add(passed + " of " + counts.size() + " " + layer.title() + " are as required");
            }
        }
        for (CountOutcome c : j.counts()) {
            if (c.verdict() != Verdict.PASS) {
                lines.add(Text.format("%-14s %s: %s", c.verdict(), c, Printable.escaped(c.reason())));
                c.methods().forEach(m -> lines.add(Text.format("%-14s grew in %s", "", Printable.escaped(m))));
            }
        }
        List<BenchmarkId> ids = j.outcomes().stream().map(Outcome::id).toList();
        for (Outcome o : j.outcomes()) {
            lines.add(Text.format("%-14s %s: ratio %s (%s to %s), %d forks a side, detects %s with 80%% power; %s",
                    o.verdict(), o.id().among(ids),
                    Text.ratio(o.ratio()), Text.ratio(o.low()), Text.ratio(o.high()), o.n(),
                    Text.percent(o.detectable()),
                    Printable.escaped(o.reason())));
            o.notes().forEach(note -> lines.add(Text.format("%-14s %s", "", note)));
        }
        if (Drift.possible(j)) {
            lines.add(Drift.WARNING);
        }
        if (j.endedEarly()) {
            lines.add(Judgement.NOT_ALL);
        }
        lines.add(Text.format("gate: %s (%s, margin %s)", j.verdict(), j.title(), Text.percent(j.rule().margin())));
        return lines;
    }
}
