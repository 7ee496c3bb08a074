package org.tracepointlab.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * What each further probe of a tracepoint costs: the same firing with one to eight probes. The difference between two
 * numbers of probes is the answer, and not the score itself.
 *
 * <p>Before anything is measured, other tracepoints are fired with the same probes in other orders, so that no call
 * finds in its profile what the measured tracepoint has next. With {@code others=0} it does.
 *
 * <p>Each probe counts its calls in its own data: a counter that all of them share would make each wait for the one
 * before it. After each iteration every one of them must have been called as often as the tracepoint was fired.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 6, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class FurtherProbesBenchmark {

    private static final int PLACES = 1024;
    private static final int MOST = 8;
    /** So that the code between the probes is compiled, and its profile full. */
    private static final int FIRINGS = 5_000;
    private static final int RADIX = 31;
    private static final int STEP = 7;
    private static final int SEED = 42;

    /** {@code conditional} stands for all but {@code paired}. */
    @Param("conditional")
    public String implementation;

    /** {@code qsbr}, {@code memb}, {@code mb}, {@code srcu} or {@code kernel}. */
    @Param("qsbr")
    public String rcu;

    /** Ticks a second, in the kernel flavour. */
    @Param("1000")
    public int hz;

    /** {@code callsite} or {@code field}. */
    @Param("callsite")
    public String patching;

    /** How many are attached, 1 to 8. */
    @Param({"1", "2", "3", "4", "5", "6", "7", "8"})
    public int probes;

    /**
     * {@code different}: a class each; {@code same}: objects of one class; {@code handles}: method handles, each of
     * another method.
     */
    @Param({"different", "same", "handles"})
    public String funcs;

    /** How many other tracepoints were fired before, with 8 probes each. */
    @Param("11")
    public int others;

    private static TracepointRegistry registry;
    private static List<ProbeFunction> attached;
    private static final List<Sink> SINKS = new ArrayList<>();

    private long value;
    private long fired;

    /** What a probe writes to; it reads none of it again but the count, which is its own. */
    private static final class Sink {
        private long last;
        private long calls;

        /** At a place drawn by lot: see {@link ReadSideBenchmark}. */
        static Sink somewhere() {
            Sink[] places = Stream.generate(Sink::new).limit(PLACES).toArray(Sink[]::new);
            return places[ThreadLocalRandom.current().nextInt(PLACES)];
        }

        void take(long v) {
            last = v;
            calls++;
        }
    }

    private static final class Measured {
        static final LongTracepoint TRACEPOINT = registry.declareLong("measured");

        static {
            for (ProbeFunction func : attached) {
                Sink sink = Sink.somewhere();
                SINKS.add(sink);
                TRACEPOINT.tracepoint().register(func, sink);
            }
        }
    }

    /** Builds the registry, and fires the others. */
    @Setup(Level.Trial)
    public void build() throws ReflectiveOperationException {
        registry = new TracepointRegistry(Implementation.named(implementation),
                Flavours.named(rcu, hz, 1).domains(), Patcher.named(patching));
        if (RcuFlavour.named(rcu).needsQuiescentStates()) {
            registry.domains().rcu().register(); // this thread is the one that measures
        }
        List<ProbeFunction> all = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            all.add(func(i));
        }
        Random random = new Random(SEED); // one for all: seeds that are close to each other give like orders
        for (int other = 0; other < others; other++) {
            List<ProbeFunction> order = new ArrayList<>(all);
            Collections.shuffle(order, random);
            LongTracepoint t = registry.declareLong("other " + other);
            order.forEach(func -> t.tracepoint().register(func, new Sink()));
            for (int i = 0; i < FIRINGS; i++) {
                t.fire(i);
            }
        }
        attached = all.subList(0, probes);
    }

    private ProbeFunction func(int i) throws ReflectiveOperationException {
        LongProbe<Sink> probe = probe(funcs.equals("same") ? 0 : i);
        if (!funcs.equals("handles")) {
            return ProbeFunction.ofLong(probe);
        }
        MethodHandle handle = MethodHandles.lookup()
                .findVirtual(probe.getClass(), "probe", MethodType.methodType(void.class, Sink.class, long.class))
                .bindTo(probe);
        return ProbeFunction.of(handle.asType(MethodType.methodType(void.class, Object.class, long.class)));
    }

    private static LongProbe<Sink> probe(int i) {
        return switch (i) {
            case 0 -> new First();
            case 1 -> new Second();
            case 2 -> new Third();
            case 3 -> new Fourth();
            case 4 -> new Fifth();
            case 5 -> new Sixth();
            case 6 -> new Seventh();
            default -> new Eighth();
        };
    }

    /** Checks that each firing reached each probe. */
    @TearDown(Level.Iteration)
    public void check() {
        if (SINKS.size() != probes || fired == 0) {
            throw new IllegalStateException("expected " + probes + " probes that were called, found " + SINKS.size()
                    + " and " + fired + " firings");
        }
        for (Sink sink : SINKS) {
            if (sink.calls != fired || sink.last != value) {
                throw new IllegalStateException("expected " + fired + " calls of probe " + SINKS.indexOf(sink)
                        + ", the last with " + value + "; found " + sink.calls + ", the last with " + sink.last);
            }
        }
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() {
        registry.close();
    }

    /** A tracepoint with so many probes. */
    @Benchmark
    public long fire() {
        long v = value * RADIX + STEP;
        value = v;
        fired++;
        Measured.TRACEPOINT.fire(v);
        return v;
    }

    private static final class First implements LongProbe<Sink> {
        @Override
        public void probe(Sink sink, long v) {
            sink.take(v);
        }
    }

    private static final class Second implements LongProbe<Sink> {
        @Override
        public void probe(Sink sink, long v) {
            sink.take(v);
        }
    }

    private static final class Third implements LongProbe<Sink> {
        @Override
        public void probe(Sink sink, long v) {
            sink.take(v);
        }
    }

    private static final class Fourth implements LongProbe<Sink> {
        @Override
        public void probe(Sink sink, long v) {
            sink.take(v);
        }
    }

    private static final class Fifth implements LongProbe<Sink> {
        @Override
        public void probe(Sink sink, long v) {
            sink.take(v);
        }
    }

    private static final class Sixth implements LongProbe<Sink> {
        @Override
        public void probe(Sink sink, long v) {
            sink.take(v);
        }
    }

    private static final class Seventh implements LongProbe<Sink> {
        @Override
        public void probe(Sink sink, long v) {
            sink.take(v);
        }
    }

    private static final class Eighth implements LongProbe<Sink> {
        @Override
        public void probe(Sink sink, long v) {
            sink.take(v);
        }
    }
}
