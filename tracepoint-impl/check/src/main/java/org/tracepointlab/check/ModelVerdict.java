package org.tracepointlab.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of checking one implementation. Immutable.
 *
 * @param implementation its name
 * @param bounds         how far it was checked
 * @param weakest        what came of it over the weakest RCU
 * @param foreign        what came of it with a foreign synchronizer, at bounds of its own and up to the first violation
 * @param traces         a shortest trace of each kind of violation that is shown; empty if there is none
 * @param miscounted     a scenario whose last update does not wait as often as it claims
 * @param unchecked      why it cannot be checked, if so
 * @param missing        scenarios in which a violation is expected but was not found
 * @param failing what came of it where a step fails, at {@link Bounds#failing}; of those that claim no correctness only
 *                       in scenarios in which they are right
 */
public record ModelVerdict(String implementation, Bounds bounds, Visited weakest, Visited foreign, List<Trace> traces,
        Optional<Scenario> miscounted, Optional<String> unchecked, List<Scenario> missing, Visited failing) {

    /**
     * One search.
     *
     * @param states     those visited
     * @param violations steps that violate something, counted once for each state that they are taken from
     * @param seconds    how long it took
     * @param entered    readers' steps into a section, counted once for each state that they are taken from
     * @param calls      readers' calls of a probe, counted likewise
     */
    public record Visited(long states, long violations, double seconds, long entered, long calls) {

        /** Of what cannot be checked. */
        static final Visited NOTHING = new Visited(0, 0, 0, 0, 0);

        /** Whether nothing is proved by it, since no reader came in or none called a probe. */
        public boolean vacuous() {
            return entered == 0 || calls == 0;
        }
    }

    /** How reports mark an implementation that was checked and violates nothing. */
    public static final String CORRECT = "correct";
    /** How reports mark all others. */
    public static final String MISMATCH = "MISMATCH";
    /** How reports mark one of which nothing was found, but of which nothing was looked at either. */
    public static final String VACUOUS = "VACUOUS";

    /** Copies its lists. */
    public ModelVerdict {
        traces = List.copyOf(traces);
        missing = List.copyOf(missing);
    }

    /** States visited over the weakest RCU. */
    public long states() {
        return weakest.states();
    }

    /** Violations of all searches. */
    public long violations() {
        return weakest.violations() + foreign.violations() + failing.violations();
    }

    /** How long all searches took. */
    public double seconds() {
        return weakest.seconds() + foreign.seconds() + failing.seconds();
    }

    /** Whether it was checked and violates nothing. */
    public boolean correct() {
        return mark().equals(CORRECT);
    }

    /** Whether one of the searches proves nothing, since no reader came in or none called a probe. */
    public boolean vacuous() {
        return weakest.vacuous() || foreign.vacuous() || failing.vacuous();
    }

    /** {@link #CORRECT}, {@link #MISMATCH} or {@link #VACUOUS}. */
    public String mark() {
        if (unchecked.isPresent() || !traces.isEmpty() || violations() > 0 || miscounted.isPresent()) {
            return MISMATCH;
        }
        return vacuous() ? VACUOUS : CORRECT;
    }

    /** Whether this is what is expected: {@code original} has its two bugs, and all others have none. */
    public boolean asExpected() {
        return Checker.claimsCorrect(implementation) ? correct() : missing.isEmpty() && unchecked.isEmpty();
    }

    /** One line. */
    public String summary() {
        String found = unchecked.map(why -> "not checked: " + why).orElseGet(() -> String.format(Locale.ROOT,
                "%,d states with R,P,K = %s, %,d with a foreign synchronizer,"
                + " %,d with a failing step, %,d violations, %,d sections and %,d calls of readers, %.1f s",
                states(), bounds, foreign.states(), failing.states(), violations(), weakest.entered(), weakest.calls(),
                seconds()));
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
