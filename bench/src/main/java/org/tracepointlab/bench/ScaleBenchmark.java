package org.tracepointlab.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * What a tracepoint costs among N: to enable all and disable all of them (the score), to declare it, to look it up by
 * its name, and to keep it.
 *
 * <p>No code is compiled around these tracepoints, so nothing is thrown away: this is about registry and state machine.
 * {@code bytesEach} is the heap in use with N disabled tracepoints less that without, after a collection each, over N;
 * names are made before, and not counted. The heap is large enough that a shot of a million hardly meets a collection:
 * what a collector makes of a heap full of tracepoints is not the question.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsPrepend = {"-Xms6g", "-Xmx6g", "-Xmn4g"})
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@State(Scope.Benchmark)
public class ScaleBenchmark {

    private static final int COLLECTIONS = 3;

    /** How many tracepoints. */
    @Param("10000")
    public int tracepoints;

    /** {@code callsite} or {@code field}. */
    @Param("field")
    public String patching;

    /** As {@link ToggleState#implementation}. */
    @Param("conditional")
    public String implementation;

    private String[] names;
    private TracepointRegistry registry;
    private ProbeFunction func;
    private long calls;
    private double bytesEach;
    private double declareNanosEach;
    private double lookupNanosEach;

    /** One value each iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Costs {

        /** Heap of one disabled tracepoint. */
        public double bytesEach;
        /** To declare one. */
        public double declareNanosEach;
        /** To find one by its name. */
        public double lookupNanosEach;
        /** Patches of keys and calls in one measured shot. */
        public long patches;

        /** Takes what the iteration found. */
        @TearDown(Level.Iteration)
        public void collect(ScaleBenchmark bench) {
            bytesEach = bench.bytesEach;
            declareNanosEach = bench.declareNanosEach;
            lookupNanosEach = bench.lookupNanosEach;
            patches = bench.registry.patches();
        }
    }

    /** Makes the names. */
    @Setup(Level.Trial)
    public void name() {
        if (tracepoints < 1) {
            throw new IllegalArgumentException("expected tracepoints of 1 or more, found " + tracepoints);
        }
        names = new String[tracepoints];
        for (int i = 0; i < tracepoints; i++) {
            names[i] = "tracepoint-" + i;
        }
        func = ProbeFunction.ofLong((LongProbe<Object>) (data, v) -> calls++);
    }

    /** Declares all, and looks each one up. */
    @Setup(Level.Iteration)
    public void declare() {
        registry = new TracepointRegistry(Implementation.named(implementation), MbRcu.domains(),
                Patcher.named(patching));
        long before = usedHeap();
        long start = System.nanoTime();
        for (String name : names) {
            registry.declareLong(name);
        }
        declareNanosEach = (double) (System.nanoTime() - start) / tracepoints;
        bytesEach = (double) (usedHeap() - before) / tracepoints;
        start = System.nanoTime();
        for (String name : names) {
            if (registry.tracepoint(name).isEmpty()) {
                throw new IllegalStateException("expected a tracepoint " + name + ", found none");
            }
        }
        lookupNanosEach = (double) (System.nanoTime() - start) / tracepoints;
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Checks that all were toggled, and drops them. */
    @TearDown(Level.Iteration)
    public void check() {
        List<Tracepoint> all = registry.tracepoints();
        if (all.size() != tracepoints || all.stream().anyMatch(Tracepoint::isEnabled)) {
            throw new IllegalStateException("expected " + tracepoints + " disabled tracepoints, found " + all.size()
                    + ", some of them perhaps enabled");
        }
        if (registry.patches() < 2L * tracepoints) {
            throw new IllegalStateException("expected two patches a tracepoint or more, found " + registry.patches());
        }
        registry.close();
        registry = null;
    }

    /** Enables all and disables all, a batch each. */
    @Benchmark
    public int toggleAll(Costs costs) {
        registry.enableAll(func, t -> this);
        return registry.disableAll(func, t -> this);
    }
}
