package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tracepointlab.tracepoint.Implementation;

/** Which mutants are killed, by what, and which are not. Immutable. */
public final class MutationReport {

    /**
     * What became of one mutant.
     *
     * @param name       the implementation, and what was done to it
     * @param equivalent why it is expected to survive, or null if it must be killed
     * @param trace      what kills it: the smallest scenario, with a shortest trace; null if it is safe
     * @param miscounted a scenario in which it waits more or less often than claimed, or null
     */
    public record Outcome(String name, String equivalent, Trace trace, Scenario miscounted) {

        /** Whether it violates safety. */
        public boolean killed() {
            return trace != null;
        }

        @Override
        public String toString() {
            String how = killed() ? "killed by " + trace.scenario() + " (" + trace.violated() + ", "
                    + trace.kinds().get(0) + " reader, " + trace.length() + " steps)"
                    : miscounted != null ? "safe, but its waits differ in " + miscounted : "survives";
            return name + ": " + how + (equivalent == null ? "" : "; " + equivalent);
        }
    }

    private static final int FAILING_PROBES = 2;
    private static final int FAILING_OPERATIONS = 5;
    private static final int HARMLESS_OPERATIONS = 4;

    private final List<Outcome> outcomes;

    private MutationReport(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    /** Tries to kill each mutant with scenarios of up to that many operations. */
    public static MutationReport run(int probes, int operations) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Mutant mutant : Mutants.all()) {
            outcomes.add(tryToKill(mutant, probes, operations));
        }
        for (Mutant mutant : FailureMutants.all()) {
            outcomes.add(tryToKillFailing(mutant, Math.min(probes, FAILING_PROBES), operations));
        }
        return new MutationReport(outcomes);
    }

    /** Those that nothing kills are given up sooner: each step that may fail makes ten times as many scenarios. */
    static Outcome tryToKillFailing(Mutant mutant, int probes, int operations) {
        return tryToKill(mutant, probes, Math.min(operations,
                mutant.equivalent() == null ? FAILING_OPERATIONS : HARMLESS_OPERATIONS - mutant.failures()));
    }

    static Outcome tryToKill(Mutant mutant, int probes, int operations) {
        CheckedModel subject = CheckedModel.of(mutant);
        Scenario miscounted = null;
        for (int k = mutant.equivalent() == null ? 1 : operations; k <= operations; k++) {
            // the longest begin with the others
            UpdaterProgram tree = subject.tree(scenarios(subject, mutant, probes, k));
            if (miscounted == null) {
                miscounted = tree.miscounted().orElse(null);
            }
            Trace trace = Search.run(tree, mutant.mode(), 1).trace();
            if (trace != null) {
                return new Outcome(mutant.fullName(), mutant.equivalent(), trace, miscounted);
            }
        }
        return new Outcome(mutant.fullName(), mutant.equivalent(), null, miscounted);
    }

    /** All; but of those of the original only those in which it is right. */
    private static Scenarios scenarios(CheckedModel subject, Mutant mutant, int probes, int operations) {
        Scenarios all = subject.scenarios(probes, operations, true);
        if (Checker.claimsCorrect(mutant.base())) {
            return all;
        }
        return all.where(CheckedModel.of(Implementation.named(mutant.base())).rightWithout());
    }

    /** All of them, in the order of the table. */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    /** Killed mutants per hundred of those that must be killed. */
    public double score() {
        long needed = outcomes.stream().filter(outcome -> outcome.equivalent() == null).count();
        long killed = outcomes.stream().filter(outcome -> outcome.equivalent() == null && outcome.killed()).count();
        return 100.0 * killed / needed;
    }

    /** Whether exactly those are killed that are not equivalent. */
    public boolean complete() {
        return outcomes.stream().allMatch(outcome -> outcome.killed() == (outcome.equivalent() == null));
    }

    /** {@code mutation score: 100%}. */
    public String scoreLine() {
        String format = score() == 100 ? "mutation score: %.0f%%" : "mutation score: %.1f%%";
        return String.format(Locale.ROOT, format, score());
    }

    /** Each mutant on a line, those that are killed first, then those that only wait differently, then the rest. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        section(text, "killed", outcomes.stream().filter(Outcome::killed).toList());
        section(text, "safe, killed by exact wait counts",
                outcomes.stream().filter(o -> !o.killed() && o.miscounted() != null).toList());
        section(text, "surviving", outcomes.stream().filter(o -> !o.killed() && o.miscounted() == null).toList());
        return text.append(scoreLine()).append('\n').toString();
    }

    private static void section(StringBuilder text, String title, List<Outcome> outcomes) {
        text.append(title).append(" (").append(outcomes.size()).append("):\n");
        outcomes.forEach(outcome -> text.append("  ").append(outcome).append('\n'));
    }
}
