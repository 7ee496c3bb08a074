package org.tracepointlab.gate.report;

import static org.tracepointlab.gate.core.Printable.markdown;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Layer;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;

/** Markdown for a job's summary, and a shorter one for a comment on a pull request. */
public final class GateMarkdown {

    private GateMarkdown() {
    }

    /** Everything, one row a benchmark. */
    public static String summary(Judgement j) {
        StringBuilder page = head(j);
        for (Layer layer : Layer.values()) {
            if (!j.counts(layer).isEmpty()) {
                page.append("\n### ").append(layer.title().substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(layer.title().substring(1)).append("\n\n").append(counts(j.counts(layer)));
            }
        }
        if (!j.outcomes().isEmpty()) {
            page.append("\n### Time\n\n").append(times(j.outcomes()));
            page.append(Text.format("\nRatio: cost of the candidate divided by the baseline's; above 1 is slower. The "
                    + "true ratio is below the lower bound with a probability of %s at most, above the upper one with "
                    + "%s, over all looks. Detects: slowdown found with 80%% power. Control: the baseline against "
                    + "itself; it decides nothing.\n",
                    Text.percent(Rule.FAIL_ALPHA), Text.percent(Rule.PASS_ALPHA)));
        }
        return page.append(drift(j)).toString();
    }

    private static String drift(Judgement j) {
        return Drift.possible(j) ? "\n" + markdown(Drift.WARNING) + "\n" : "";
    }

    /** Only what did not pass, and how many did. */
    public static String comment(Judgement j) {
        StringBuilder page = head(j);
        List<CountOutcome> counts = j.counts().stream().filter(c -> c.verdict() != Verdict.PASS).toList();
        List<Outcome> times = j.outcomes().stream().filter(o -> o.verdict() != Verdict.PASS).toList();
        if (!counts.isEmpty()) {
            page.append('\n').append(counts(counts));
        }
        if (!times.isEmpty()) {
            page.append('\n').append(times(times));
        }
        page.append(drift(j));
        long passed = j.counts().size() - counts.size() + j.outcomes().size() - times.size();
        return page.append(Text.format("%n%d of %d passed.%n", passed, j.counts().size() + j.outcomes().size()))
                .toString().replace(System.lineSeparator(), "\n");
    }

    private static StringBuilder head(Judgement j) {
        return new StringBuilder(Text.format("## Gate: %s\n\n%s, margin %s\n%s", j.verdict(), markdown(j.title()),
                Text.percent(j.rule().margin()), j.endedEarly() ? "\n" + Judgement.NOT_ALL + "\n" : ""));
    }

    private static String counts(List<CountOutcome> counts) {
        return counts.stream().map(c -> Text.format("| %s | %s | %s |\n", markdown(c.toString()), c.verdict(),
                markdown(why(c)))).collect(Collectors.joining("", "| count | verdict | why |\n|---|---|---|\n", ""));
    }

    private static String times(List<Outcome> times) {
        List<BenchmarkId> ids = times.stream().map(Outcome::id).toList();
        return times.stream().map(o -> Text.format("| %s | %s | %s | %s to %s | %d | %s | %s | %s |\n",
                markdown(o.id().among(ids)), o.verdict(), Text.ratio(o.ratio()), Text.ratio(o.low()),
                Text.ratio(o.high()),
                o.n(), Text.percent(o.detectable()), Text.ratio(o.control()), markdown(why(o))))
                .collect(Collectors.joining("",
                        "| benchmark | verdict | ratio | interval | forks a side | detects | control | why |\n"
                                + "|---|---|---:|---|---:|---:|---:|---|\n", ""));
    }

    private static String why(CountOutcome c) {
        return c.methods().isEmpty() ? c.reason() : c.reason() + "; grew most: " + String.join(", ", c.methods());
    }

    private static String why(Outcome o) {
        return Stream.concat(Stream.of(o.reason()), o.notes().stream()).collect(Collectors.joining("; "));
    }
}
