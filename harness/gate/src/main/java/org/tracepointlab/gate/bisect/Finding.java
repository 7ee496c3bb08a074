package org.tracepointlab.gate.bisect;

import static org.tracepointlab.gate.core.Printable.markdown;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;

/**
 * What a bisection found.
 *
 * @param commit the first bad one, or null
 * @param exitCode 0 if there is one, 2 if several are left or the ends do not differ, 3 if they cannot be compared
 * @param lines for a terminal
 * @param page in Markdown; empty where there was nothing to search
 */
public record Finding(String commit, int exitCode, List<String> lines, String page) {

    /** Name of the file with the page. */
    public static final String PAGE = "bisect.md";
    /** Name of the file with the commit's change. */
    public static final String PATCH = "first-bad.patch";

    /** Takes a copy. */
    public Finding {
        lines = List.copyOf(lines);
    }

    /** Somebody ended it. */
    static Finding stopped() {
        return new Finding(null, Verdict.INCONCLUSIVE.exitCode(), List.of("stopped; --resume goes on"), "");
    }

    /** The ends do not differ. */
    static Finding none(Verdict ends) {
        int code = ends == Verdict.INVALID ? Verdict.INVALID.exitCode() : Verdict.INCONCLUSIVE.exitCode();
        return new Finding(null, code, List.of("the bad commit against the good one is " + ends
                + ": expected a FAIL, without one there is nothing to search for"), "");
    }

    static Finding of(GitBisect git, Journal journal) throws IOException {
        Map<String, Step> tested = journal.steps().stream().collect(Collectors.toMap(Step::commit, s -> s,
                (one, other) -> other));
        List<String> lines = new ArrayList<>();
        List<String> found = git.found();
        StringBuilder page = new StringBuilder();
        if (found.size() == 1) {
            String commit = found.get(0);
            lines.add("the first bad commit is " + git.title(commit));
            around(git, journal, tested, commit, lines);
            page.append("# The first bad commit: ").append(markdown(git.title(commit))).append("\n\n");
            lines.stream().skip(1).forEach(line -> page.append("- ").append(markdown(line)).append('\n'));
            page.append("\nIts change is in [").append(PATCH).append("](").append(PATCH).append(").\n\n")
                    .append(indented(git.summary(commit)));
        } else {
            lines.add(Text.format("one of %d commits is the first bad one; those between could not be judged:",
                    found.size()));
            for (String commit : found) {
                Step step = tested.get(commit);
                lines.add("  " + git.title(commit) + (step != null ? ": " + step.reason() : ""));
            }
            page.append("# The first bad commit is one of these\n\n");
            lines.stream().skip(1).forEach(line -> page.append("- ").append(markdown(line.strip())).append('\n'));
        }
        page.append("\n## How it was found\n\n").append(markdown(journal.measure().title())).append(": ")
                .append(markdown(journal.measure().division())).append(".\n\n| commit | is | found |\n|---|---|---|\n");
        row(page, git.title(journal.range().good()), "good, given", journal.measure().text(journal.measure().good()));
        row(page, git.title(journal.range().bad()), "bad, given", journal.measure().text(journal.measure().bad()));
        for (Step step : journal.steps()) {
            row(page, git.title(step.commit()), step.mark().word(), step.reason());
        }
        return new Finding(found.size() == 1 ? found.get(0) : null, found.size() == 1 ? 0
                : Verdict.INCONCLUSIVE.exitCode(), lines, page.toString());
    }

    private static void row(StringBuilder page, String commit, String is, String found) {
        page.append(Text.format("| %s | %s | %s |\n", markdown(commit), is, markdown(found)));
    }

    /** The verdicts on both sides of the change. */
    private static void around(GitBisect git, Journal journal, Map<String, Step> tested, String commit,
            List<String> lines) throws IOException {
        Measure measure = journal.measure();
        lines.add("measured: " + measure.title());
        String parent = git.parent(commit);
        Step before = tested.get(parent);
        if (before != null || journal.range().good().equals(parent)) {
            lines.add("before it, at " + git.title(parent) + ": "
                    + (before != null ? before.reason() : "the good commit, " + measure.text(measure.good())));
        }
        Step at = tested.get(commit);
        lines.add("from it on: " + (at != null ? at.reason() : "the bad commit, " + measure.text(measure.bad())));
        if (at != null) {
            at.methods().forEach(method -> lines.add("grew in " + Printable.escaped(method)));
        }
    }

    private static String indented(String text) {
        return text.lines().map(line -> "    " + Printable.escaped(line.replace("\t", "    ")).stripTrailing())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
