package org.tracepointlab.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.tracepointlab.rcu.kernel.TickStatistics;
import org.tracepointlab.tracepoint.WaitCounters;

/** What happened in the measured invocation, exactly; reported beside its time. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ToggleCounters {

    /** Waits: synchronizeUnregister, or a condSync that had to synchronize. */
    public long gracePeriodWaits;

    /** RCU synchronisations that the waits made. */
    public long rcuWaits;

    /** SRCU synchronisations that the waits made. */
    public long srcuWaits;

    /** Patches of keys and calls. */
    public long patches;

    /** Calls of a func with data that was not its own. */
    public long mismatches;

    /** What the firing readers fired meanwhile. */
    public long readerFires;

    /** Sites proved to have compiled code before the toggle. */
    public long compiledSites;

    /** Pieces of compiled code that the toggle threw away; one a tracepoint with callsite, none with field. */
    public long thrownAway;

    /** Ticks handled. */
    public long ticks;

    /** Ticks handled a whole jiffy late or more. */
    public long lateTicks;

    /** Time of the disable-all, where one invocation has two parts; ns. */
    public long disableNanos;

    /** Time of the enable-all, where one invocation has two parts; ns. */
    public long enableNanos;

    private WaitCounters waitsBefore;
    private TickStatistics ticksBefore;
    private long patchesBefore;
    private long mismatchesBefore;
    private long firesBefore;

    /** Reads all counters; first thing in a measured part. */
    void begin(ToggleState s) {
        waitsBefore = s.waits();
        ticksBefore = s.ticks();
        patchesBefore = s.patches();
        mismatchesBefore = s.mismatches();
        firesBefore = s.readerFires();
    }

    /** Reads them again; last thing in a measured part. */
    void end(ToggleState s) {
        WaitCounters w = s.waits();
        gracePeriodWaits = w.waits() - waitsBefore.waits();
        rcuWaits = w.rcuWaits() - waitsBefore.rcuWaits();
        srcuWaits = w.srcuWaits() - waitsBefore.srcuWaits();
        TickStatistics t = s.ticks().since(ticksBefore);
        ticks = t.ticks();
        lateTicks = t.lateTicks();
        patches = s.patches() - patchesBefore;
        mismatches = s.mismatches() - mismatchesBefore;
        readerFires = s.readerFires() - firesBefore;
    }

    /** Adds what takes a look at HotSpot's list of compiled code. */
    @TearDown(Level.Iteration)
    public void collect(ToggleState s) {
        compiledSites = s.compiledSites();
        thrownAway = s.thrownAway();
        s.log();
    }
}
