package org.tracepointlab.bench;

import java.util.Arrays;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Every time of an iteration, up to {@value #MOST}, those after that not; and what they come to, as counters. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class WaitTimes {

    static final int MOST = 2_000_000;
    private static final int PERCENT = 100;
    private static final int HIGH = 99;

    /** The mean, in nanoseconds. */
    public long meanNanos;

    /** The median, in nanoseconds. */
    public long p50Nanos;

    /** What 99 of 100 are below, in nanoseconds. */
    public long p99Nanos;

    private final long[] nanos = new long[MOST];
    private int n;

    /** Starts from none. */
    @Setup(Level.Iteration)
    public void reset() {
        n = 0;
        meanNanos = 0;
        p50Nanos = 0;
        p99Nanos = 0;
    }

    void add(long time) {
        if (n < MOST) {
            nanos[n++] = time;
        }
    }

    /** Sums them up. */
    @TearDown(Level.Iteration)
    public void sumUp() {
        if (n == 0) {
            throw new IllegalStateException("expected at least one wait in the iteration, found none: make it longer");
        }
        Arrays.sort(nanos, 0, n);
        meanNanos = Math.round(Arrays.stream(nanos, 0, n).average().orElseThrow());
        p50Nanos = nanos[n / 2];
        p99Nanos = nanos[(int) ((long) n * HIGH / PERCENT)];
    }
}
