package org.tracepointlab.gate.cause;

import java.util.List;

/**
 * What was found of one benchmark.
 *
 * @param label the benchmark with its parameters, for people
 * @param benchmark its full name
 * @param evidence what is known of it
 * @param suspects the best first
 * @param svg name of the file with its flame graph; empty where there is none
 * @param notes what is missing, and why
 */
record Explained(String label, String benchmark, Evidence evidence, List<Suspect> suspects, String svg,
        List<String> notes) {

    Explained {
        suspects = List.copyOf(suspects);
        notes = List.copyOf(notes);
    }

    /** In one line. */
    String mostLikely() {
        if (suspects.isEmpty()) {
            return "no method stands out: nothing outside of the JDK and JMH grew that was counted or sampled, and no "
                    + "method that ran was changed";
        }
        Suspect first = suspects.get(0);
        return "most likely: " + first.method() + " (" + String.join(", ", first.evidence()) + (first.changed()
                ? "; its code was changed" : "") + ")";
    }
}
