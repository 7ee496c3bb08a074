package org.tracepointlab.bench;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A domain with readers, and the proof that they read and that it waited for them. */
@State(Scope.Benchmark)
public class RcuUpdateState {

    /** What protects the sections; see {@link Guards}. */
    @Param({"qsbr", "memb", "mb", "srcu", "phaser", "stamped", "rwlock"})
    public String guard;

    /** Threads that go through sections meanwhile. */
    @Param({"0", "1"})
    public int readers;

    /** Registered readers that rest. */
    @Param("0")
    public int idle;

    private Guards guards;
    private BusyReaders busy;
    private long sectionsBefore;
    private long gracePeriodsBefore;

    /** Builds the domain and starts the readers. */
    @Setup(Level.Trial)
    public void build() {
        guards = Guards.named(guard);
        busy = new BusyReaders(guards, readers, idle);
    }

    /** Ends them. */
    @TearDown(Level.Trial)
    public void end() {
        busy.close();
        guards.close();
    }

    /** Remembers what has been done so far. */
    @Setup(Level.Iteration)
    public void before() {
        sectionsBefore = busy.sections();
        gracePeriodsBefore = guards.gracePeriods();
    }

    /** Checks that the readers ran, and that there were grace periods. */
    @TearDown(Level.Iteration)
    public void check() {
        if (readers > 0 && sections() == 0) {
            throw new IllegalStateException("expected " + readers + " readers to have run, found that none did");
        }
        if (gracePeriods() == 0) {
            throw new IllegalStateException("expected grace periods of " + guard + ", found none");
        }
    }

    /** One grace period. */
    void synchronize() {
        guards.synchronize();
    }

    /** Sections in this iteration so far. */
    long sections() {
        return busy.sections() - sectionsBefore;
    }

    /** Grace periods in this iteration so far. */
    long gracePeriods() {
        return guards.gracePeriods() - gracePeriodsBefore;
    }
}
