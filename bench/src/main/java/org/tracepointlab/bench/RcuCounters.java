package org.tracepointlab.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What happened in the iteration, beside its time. JMH shows it where it averages; see {@link RcuUpdateState#check()}.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class RcuCounters {

    /** Sections that the readers went through. */
    public long sections;

    /** Grace periods that ended. */
    public long gracePeriods;

    /** Starts from 0. */
    @Setup(Level.Iteration)
    public void reset() {
        sections = 0;
        gracePeriods = 0;
    }

    /** Takes the counts. */
    @TearDown(Level.Iteration)
    public void take(RcuUpdateState state) {
        sections = state.sections();
        gracePeriods = state.gracePeriods();
    }
}
