package org.tracepointlab.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * Code with a disabled tracepoint against the same code without one, in turn every {@value #PASSES} passes (some
 * microseconds) in one virtual machine. What else runs on the machine hits both alike, or a few of many turns, of which
 * the median counts: from fork to fork the ratio varies by a fraction of what the two times do.
 *
 * <p>That it can differ from 1 is shown by {@code field} patching, which loads its key.
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

    /** {@code callsite} or {@code field}. */
    @Param({"callsite", "field"})
    public String patching;

    private static TracepointRegistry registry;

    private long value;

    private static final class Disabled {
        static final LongTracepoint TRACEPOINT = registry.declareLong("disabled");
    }

    /** What comes of an invocation. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Ratio {

        /** Time with a disabled tracepoint by time without, median over the turns. */
        public double ratio;
    }

    /** Builds the registry. */
    @Setup(Level.Trial)
    public void build() {
        registry = new TracepointRegistry(Implementation.named("conditional"), Flavours.named("mb", 1000, 1).domains(),
                Patcher.named(patching));
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() {
        registry.close();
    }

    /** All turns; which of the two comes first changes with each. */
    @Benchmark
    public void inTurn(Ratio result, Blackhole sink) {
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
