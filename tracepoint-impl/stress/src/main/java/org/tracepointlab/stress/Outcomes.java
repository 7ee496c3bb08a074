package org.tracepointlab.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Outcome;

/** What the tests of tracepoints may see. The result is 1 where a func got the data of another one. */
final class Outcomes {

    private Outcomes() {
    }

    /** Of an implementation that is correct. */
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "its own data, or nothing")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "a mismatch")
    static final class NoMismatch {

        private NoMismatch() {
        }
    }

    /** Of the positive control. */
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "its own data, or nothing")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "the bug: the positive control")
    static final class BugSeen {

        private BugSeen() {
        }
    }
}
