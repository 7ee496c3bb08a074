package org.tracepointlab.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of checking one implementation. Immutable.
 *
 * @param implementation its name
 * @param bounds         how far it was checked
 * @param states         those visited, over the weakest RCU
 * @param violations     steps that violate something, counted once for each state that they are taken from
 * @param foreignStates  those visited with a foreign synchronizer, at bounds of their own
 * @param seconds        how long it took
 * @param traces         a shortest trace of each kind of violation that is shown; empty if there is none
 * @param miscounted     a scenario whose last update does not wait as often as it claims
 * @param unchecked      why it cannot be checked, if so
 * @param missing        scenarios in which a violation is expected but was not found
 */
public record Verdict(String implementation, Bounds bounds, long states, long violations, long foreignStates,
        double seconds, List<Trace> traces, Optional<Scenario> miscounted, Optional<String> unchecked,
        List<Scenario> missing) {

    /** How reports mark an implementation that was checked and violates nothing. */
    public static final String CORRECT = "correct";
    /** How reports mark all others. */
    public static final String MISMATCH = "MISMATCH";

    /** Copies its lists. */
    public Verdict {
        traces = List.copyOf(traces);
        missing = List.copyOf(missing);
    }

    /** Whether it was checked and violates nothing. */
    public boolean correct() {
        return unchecked.isEmpty() && traces.isEmpty() && violations == 0 && miscounted.isEmpty();
    }

    /** {@link #CORRECT} or {@link #MISMATCH}. */
    public String mark() {
        return correct() ? CORRECT : MISMATCH;
    }

    /** Whether this is what is expected: {@code original} has its two bugs, and all others have none. */
    public boolean asExpected() {
        return Checker.claimsCorrect(implementation) ? correct() : missing.isEmpty() && unchecked.isEmpty();
    }

    /** One line. */
    public String summary() {
        String found = unchecked.map(why -> "not checked: " + why).orElseGet(() -> String.format(Locale.ROOT,
                "%,d states with R,P,K = %s, %,d with a foreign synchronizer, %,d violations, %.1f s",
                states, bounds, foreignStates, violations, seconds));
        return implementation + ": " + mark() + " (" + found + ")"
                + miscounted.map(s -> "; " + Property.WAITS.text() + ": " + s).orElse("")
                + (missing.isEmpty() ? "" : "; expected to violate, but does not: " + missing);
    }

    /** The line, and below it the traces in columns. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(summary()).append('\n');
        traces.forEach(trace -> text.append('\n').append(trace));
        return text.toString();
    }
}
