package org.tracepointlab.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to disable N enabled tracepoints: the seed's {@code trace-cmd start -p nop}.
 *
 * <p>The setup of each iteration enables them and then runs their sites until HotSpot's list of compiled code shows
 * code of the highest tier in use for each of them ({@code compiledSites}). That the toggle had to throw it away shows
 * in the list afterwards ({@code thrownAway}): one a tracepoint with {@code callsite}, none with {@code field}. Break
 * it by leaving {@link ToggleState#prove} out: {@code thrownAway} falls to 0, and so does the time.
 *
 * <p>The fork's options only make N sites compile sooner: see {@link ForkOptions}.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsPrepend = {
    ForkOptions.COMPILE_SOON, ForkOptions.QUIETLY, ForkOptions.OUT_OF_LINE,
    ForkOptions.NO_CUSTOMIZED_FORMS, ForkOptions.NO_BLOCK_FORMS, ForkOptions.NO_GUARD_PROFILES})
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class TeardownBenchmark {

    /** Enables before each shot. */
    @State(Scope.Benchmark)
    public static class Enabled {

        /** Enables all, compiles, proves. */
        @Setup(Level.Iteration)
        public void enable(ToggleState s) {
            s.enableAll();
            s.prove();
            s.expect(true);
        }

        /** Checks that the shot hit. */
        @TearDown(Level.Iteration)
        public void check(ToggleState s) {
            s.expect(false);
        }
    }

    /** Disables all N. */
    @Benchmark
    public int disableAll(Enabled enabled, ToggleState s, ToggleCounters counters) {
        counters.begin(s);
        int n = s.disableAll();
        counters.end(s);
        return n;
    }
}
