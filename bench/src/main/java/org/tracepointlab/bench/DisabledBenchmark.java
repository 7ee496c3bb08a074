package org.tracepointlab.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tracepointlab.patching.DeferredPatcher;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * Code with a disabled tracepoint against the same code without one, in turn every {@value #PASSES} passes (some
 * microseconds) in one virtual machine. What else runs on the machine hits both alike, or a few of many turns, of which
 * the median counts: from fork to fork the ratio varies by a fraction of what the two times do.
 *
 * <p>That it can differ from 1 is shown by {@code field} patching, which loads its key. With {@code deferred} the
 * tracepoint is enabled, compiled and disabled before each iteration, and folded by the time that it is measured
 * ({@code armedNanos} says how long that took); with {@code armed} it is not folded.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@State(Scope.Thread)
public class DisabledBenchmark {

    private static final int PASSES = 10_000;
    private static final int TURNS = 2_000;
    private static final long LATER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final LongProbe<Object> PROBE = (data, value) -> { };

    /** {@code callsite}, {@code field}, {@code deferred}, or {@code armed}: deferred, and not folded yet. */
    @Param({"callsite", "field"})
    public String patching;

    private static TracepointRegistry registry;
    private static DeferredPatcher deferred;

    private long value;
    private long armedNanos;

    private static final class Disabled {
        static final LongTracepoint TRACEPOINT = registry.declareLong("disabled");
    }

    /** What comes of an invocation. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Ratio {

        /** Time with a disabled tracepoint by time without, median over the turns. */
        public double ratio;

        /** From when it was disabled until its key was folded, or until now if it is not; 0 where none is deferred. */
        public long armedNanos;
    }

    /** Builds the registry. */
    @Setup(Level.Trial)
    public void build() {
        Patcher patcher = Patching.named(patching);
        deferred = patcher instanceof DeferredPatcher folding ? folding : null;
        registry = new TracepointRegistry(Implementation.named(deferred == null ? "conditional" : "lazy"),
                Flavours.named("mb", 1000, 1).domains(), patcher);
    }

    /** Where keys are deferred: enables it, runs it until it is compiled, disables it, and gives it 200 ms. */
    @Setup(Level.Iteration)
    public void toggle(Blackhole sink) {
        if (deferred == null) {
            return;
        }
        Disabled.TRACEPOINT.register(PROBE, "data");
        for (int i = 0; i < TURNS; i++) {
            traced(sink);
        }
        Disabled.TRACEPOINT.unregister(PROBE, "data");
        long start = System.nanoTime();
        while (deferred.armed() > 0 && System.nanoTime() - start < LATER_NANOS) {
            LockSupport.parkNanos(TICK_NANOS);
        }
        armedNanos = System.nanoTime() - start;
        if ((deferred.armed() > 0) != patching.equals(Patching.ARMED)) {
            throw new IllegalStateException("expected a key that is "
                    + (patching.equals(Patching.ARMED) ? "armed" : "folded")
                    + " 200 ms after it was turned off, found " + deferred.armed() + " armed");
        }
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() {
        registry.close();
    }

    /** All turns; which of the two comes first changes with each. */
    @Benchmark
    public void inTurn(Ratio result, Blackhole sink) {
        result.armedNanos = armedNanos;
        double[] ratios = new double[TURNS];
        for (int i = 0; i < TURNS; i++) {
            boolean plainFirst = (i & 1) == 0;
            long first = plainFirst ? plain(sink) : traced(sink);
            long second = plainFirst ? traced(sink) : plain(sink);
            ratios[i] = plainFirst ? (double) second / first : (double) first / second;
        }
        Arrays.sort(ratios);
        result.ratio = (ratios[TURNS / 2 - 1] + ratios[TURNS / 2]) / 2;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private long plain(Blackhole sink) {
        long start = System.nanoTime();
        for (int i = 0; i < PASSES; i++) {
            sink.consume(work());
        }
        return System.nanoTime() - start;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private long traced(Blackhole sink) {
        long start = System.nanoTime();
        for (int i = 0; i < PASSES; i++) {
            long v = work();
            Disabled.TRACEPOINT.fire(v);
            sink.consume(v);
        }
        return System.nanoTime() - start;
    }

    private long work() {
        return value = value * 31 + 7;
    }
}
