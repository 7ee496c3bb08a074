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
 * What it costs to enable N disabled tracepoints, a grace period after they were last disabled: the seed's
 * {@code trace-cmd start -e all}. The sites are compiled with their tracepoints off before each shot, and proved to be,
 * as in {@link TeardownBenchmark}.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsPrepend = {
    ForkOptions.COMPILE_SOON, ForkOptions.QUIETLY, ForkOptions.OUT_OF_LINE,
    ForkOptions.NO_CUSTOMIZED_FORMS, ForkOptions.NO_BLOCK_FORMS, ForkOptions.NO_GUARD_PROFILES})
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class EnableBenchmark {

    /** Has all disabled before each shot, with nothing outstanding. */
    @State(Scope.Benchmark)
    public static class Disabled {

        private boolean on;

        /** Disables what the last shot enabled, waits out its grace periods, compiles, proves. */
        @Setup(Level.Iteration)
        public void disable(ToggleState s) {
            if (on) {
                s.disableAll();
            }
            s.settle();
            s.prove();
            s.expect(false);
        }

        /** Checks that the shot hit. */
        @TearDown(Level.Iteration)
        public void check(ToggleState s) {
            s.expect(true);
            on = true;
        }
    }

    /** Enables all N. */
    @Benchmark
    public int enableAll(Disabled disabled, ToggleState s, ToggleCounters counters) {
        counters.begin(s);
        int n = s.enableAll();
        counters.end(s);
        return n;
    }
}
