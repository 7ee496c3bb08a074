package org.tracepointlab.gate.cause;

import java.util.Set;

/**
 * All that is known of one benchmark on both sides.
 *
 * @param before the baseline's recording; null if there is none
 * @param after the candidate's
 * @param workBefore the baseline's work; null if it was not counted
 * @param workAfter the candidate's
 * @param changed methods whose code the two jars do not share; none where both sides have one jar
 */
record Evidence(Profile before, Profile after, WorkByMethod workBefore, WorkByMethod workAfter, Set<String> changed) {

    /** Samples on both sides, and the number of their operations. */
    boolean hasSamples() {
        return before != null && after != null && before.samples() > 0 && after.samples() > 0
                && before.operations > 0 && after.operations > 0;
    }

    boolean hasWork() {
        return workBefore != null && workAfter != null;
    }
}
