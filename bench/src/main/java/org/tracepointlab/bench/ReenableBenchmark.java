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
 * What it costs to disable N tracepoints and enable them again at once, with another probe: where the conditional
 * implementation pays the one wait that it saved. The invocation's time is that of both parts; {@code disableNanos} and
 * {@code enableNanos} give them apart, and the other counters are those of the second part, the re-enabling.
 *
 * <p>The sites are compiled with their tracepoints on before each shot, and proved to be, as in
 * {@link TeardownBenchmark}.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsPrepend = {
    ForkOptions.COMPILE_SOON, ForkOptions.QUIETLY, ForkOptions.OUT_OF_LINE,
    ForkOptions.NO_CUSTOMIZED_FORMS, ForkOptions.NO_BLOCK_FORMS, ForkOptions.NO_GUARD_PROFILES})
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class ReenableBenchmark {

    /** Has all enabled before each shot. */
    @State(Scope.Benchmark)
    public static class StillEnabled {

        private boolean on;

        /** Enables what is not enabled yet, compiles, proves. */
        @Setup(Level.Iteration)
        public void enable(ToggleState s) {
            if (!on) {
                s.enableAll();
                on = true;
            }
            s.prove();
            s.expect(true);
        }

        /** Checks that the shot hit. */
        @TearDown(Level.Iteration)
        public void check(ToggleState s) {
            s.expect(true);
        }
    }

    /** Disables all N, and enables them again. */
    @Benchmark
    public int reenableAll(StillEnabled enabled, ToggleState s, ToggleCounters counters) {
        long start = System.nanoTime();
        int disabled = s.disableAll();
        long between = System.nanoTime();
        counters.begin(s);
        int n = s.enableAll();
        counters.end(s);
        counters.disableNanos = between - start;
        counters.enableNanos = System.nanoTime() - between;
        return n + disabled;
    }
}
