package org.tracepointlab.gate.cause;

import java.util.List;

/**
 * A method that may be at fault.
 *
 * @param method its full name
 * @param changed whether the two jars have it with other code
 * @param score how much speaks for it, among those that are changed or not alike: 0 where nothing of it grew
 * @param evidence what grew, each in a few words; or why it is one where nothing did
 */
record Suspect(String method, boolean changed, double score, List<String> evidence) {

    Suspect {
        evidence = List.copyOf(evidence);
    }
}
