package org.tracepointlab.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
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
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.flavour.RcuFlavour;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;
import org.tracepointlab.tracepoint.Tracepoints;

/**
 * What a tracepoint costs the code that it is in. Each method does the same bit of arithmetic; {@code noTracepoint}
 * does nothing else, {@code directCall} calls what the probe does, and the others fire a tracepoint.
 *
 * <p>The tracepoints are {@code static final}, as they are in a program that uses them, so that they fold. The holder
 * classes are initialised at their first use, after the setup has built the registry from the parameters.
 *
 * <p>That the probes ran is checked after each iteration: there must be one call for each firing and each probe.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class ReadSideBenchmark {

    /** {@code original}, {@code unconditional} or {@code conditional}; they share one read side. */
    @Param("conditional")
    public String implementation;

    /** {@code qsbr}, {@code memb}, {@code mb}, {@code srcu} or {@code kernel}. */
    @Param("kernel")
    public String rcu;

    /** Ticks a second, in the kernel flavour. */
    @Param("1000")
    public int hz;

    /** {@code callsite} or {@code field}. */
    @Param({"callsite", "field"})
    public String patching;

    private static final int PLACES = 1024;
    private static TracepointRegistry registry;

    private long value;

    // A plain counter each: the probes run on the measuring thread only.
    private static long called;
    private static long fired;
    private static int probesEach = 1;

    /**
     * What a probe writes to. It does not read it again: where one firing waits for the memory that the one before it
     * wrote, what is measured is how the processor forwards it, which depends on how its address was come by.
     */
    private static final class Sink {
        private long last;

        /**
         * One at a place drawn by lot, another in each fork: where its last bits of address happen to be those of
         * another word that is used, the processor holds a load of that one back.
         */
        static Sink somewhere() {
            Sink[] places = Stream.generate(Sink::new).limit(PLACES).toArray(Sink[]::new);
            return places[ThreadLocalRandom.current().nextInt(PLACES)];
        }
    }

    private static final class Disabled {
        static final LongTracepoint TRACEPOINT = registry.declareLong("disabled");
    }

    private static final class One {
        static final LongTracepoint TRACEPOINT = probed("one", 1);
    }

    private static final class Raw {
        static final MethodHandle FIRE = probed("raw", 1).tracepoint().fire();
    }

    private static final class Three {
        static final LongTracepoint TRACEPOINT = probed("three", 3);
    }

    private static final class Direct {
        static final Sink SINK = Sink.somewhere();
    }

    /** A signature of one's own. */
    interface Event {
        void fire(long value);
    }

    private static final class Typed {
        static final Event DISABLED = Tracepoints.declare(MethodHandles.lookup(), registry, "typed", Event.class);
    }

    private static final class TypedOne {
        static final Event ONE = Tracepoints.declare(MethodHandles.lookup(), registry, "typed one", Event.class);

        static {
            attach(new LongTracepoint(registry.tracepoint("typed one").orElseThrow()), 1);
        }
    }

    private static LongTracepoint probed(String name, int probes) {
        return attach(registry.declareLong(name), probes);
    }

    private static LongTracepoint attach(LongTracepoint t, int probes) {
        for (int i = 0; i < probes; i++) {
            LongProbe<Sink> probe = new LongProbe<>() {
                @Override
                public void probe(Sink sink, long v) {
                    take(sink, v);
                }
            };
            t.register(probe, Sink.somewhere());
        }
        probesEach = probes;
        return t;
    }

    private static void take(Sink sink, long v) {
        sink.last = v;
        called++;
    }

    /** Builds the registry. */
    @Setup(Level.Trial)
    public void build() {
        registry = new TracepointRegistry(Implementation.named(implementation),
                Flavours.named(rcu, hz, 1).domains(), Patcher.named(patching));
        if (RcuFlavour.named(rcu).needsQuiescentStates()) {
            registry.domains().rcu().register(); // this thread is the one that measures
        }
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() {
        registry.close();
    }

    /** Checks that each firing reached each probe. */
    @TearDown(Level.Iteration)
    public void check() {
        if (called != fired * probesEach) {
            throw new IllegalStateException(
                    "expected " + fired * probesEach + " calls of a probe, found " + called + " for " + fired
                    + " firings");
        }
    }

    private long work() {
        return value = value * 31 + 7;
    }

    /** The arithmetic alone. */
    @Benchmark
    public long noTracepoint() {
        return work();
    }

    /** A static call of what the probe does. */
    @Benchmark
    public long directCall() {
        long v = work();
        fired++;
        take(Direct.SINK, v);
        return v;
    }

    /** A tracepoint without probes. */
    @Benchmark
    public long disabled() {
        long v = work();
        Disabled.TRACEPOINT.fire(v);
        return v;
    }

    /** A tracepoint with one probe. */
    @Benchmark
    public long oneProbe() {
        long v = work();
        fired++;
        One.TRACEPOINT.fire(v);
        return v;
    }

    /** The same fired by its handle, which marks its section even where none needs marks. */
    @Benchmark
    public long rawOneProbe() throws Throwable {
        long v = work();
        fired++;
        Raw.FIRE.invokeExact(v);
        return v;
    }

    /** The same declared by an interface, without probes. */
    @Benchmark
    public long typedDisabled() {
        long v = work();
        Typed.DISABLED.fire(v);
        return v;
    }

    /** The same declared by an interface, with one probe. */
    @Benchmark
    public long typedOneProbe() {
        long v = work();
        fired++;
        TypedOne.ONE.fire(v);
        return v;
    }

    /** A tracepoint with three probes. */
    @Benchmark
    public long threeProbes() {
        long v = work();
        fired++;
        Three.TRACEPOINT.fire(v);
        return v;
    }
}
