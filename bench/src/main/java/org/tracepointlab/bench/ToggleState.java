package org.tracepointlab.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.kernel.TickStatistics;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;
import org.tracepointlab.tracepoint.WaitCounters;

/**
 * N tracepoints, each in compiled code of its own, to be enabled and disabled.
 *
 * <p>Before each measured toggle the sites are run until HotSpot's list of compiled code has code in use for each of
 * them ({@link SiteFarm#compileAll}); a site that never is ends the fork with an error. With {@code field} patching
 * nothing is ever thrown away, so there the code of the first iteration stays.
 *
 * <p>Toggles alternate between two probes with data of their own, so that a reader that hands old data to the new func
 * is seen: it counts as a mismatch.
 */
@State(Scope.Benchmark)
public class ToggleState {

    /** {@code original}, {@code unconditional}, {@code conditional}, or one that goes beyond them. */
    @Param({"original", "unconditional", "conditional"})
    public String implementation;

    /** {@code qsbr}, {@code memb}, {@code mb}, {@code srcu} or {@code kernel}. */
    @Param("kernel")
    public String rcu;

    /** Ticks a second, in the kernel flavour. */
    @Param("1000")
    public int hz;

    /** Virtual CPUs, in the kernel flavour. */
    @Param("1")
    public int cpus;

    /** {@code callsite}, {@code field} or {@code deferred}. */
    @Param("callsite")
    public String patching;

    /** {@code one-by-one}, as the kernel patches, or {@code batch}. */
    @Param("one-by-one")
    public String mode;

    /** How many tracepoints to toggle. */
    @Param("100")
    public int tracepoints;

    /** Threads that fire the tracepoints meanwhile. */
    @Param("0")
    public int readers;

    /** Tracepoints more, toggled first: the tracer's own sched probes, which each row of the kernel reference has. */
    @Param("0")
    public int furtherRemovals;

    private static final String BATCH = "batch";
    private static final String ONE_BY_ONE = "one-by-one";
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongAdder mismatches = new LongAdder();
    private final CheckedProbe[] probes = {new CheckedProbe(mismatches), new CheckedProbe(mismatches)};
    private final ProbeFunction[] functions =
            {ProbeFunction.ofLong(probes[0]), ProbeFunction.ofLong(probes[1])};
    private final List<List<CheckedProbe.Data>> data = List.of(new ArrayList<>(), new ArrayList<>());

    private Flavours flavour;
    private TracepointRegistry registry;
    private List<Tracepoint> all;
    private SiteFarm farm;
    private FiringReaders firing;
    private Artifacts artifacts;
    private Histogram histogram;
    private long[] removals = {};
    private int removed;
    private int round;
    private int index;
    private CompiledCode compiled;

    /** Builds everything, with all tracepoints disabled. */
    @Setup(Level.Trial)
    public void build(BenchmarkParams params) {
        if (tracepoints < 1) {
            throw new IllegalArgumentException("expected tracepoints of 1 or more, found " + tracepoints);
        }
        if (!List.of(ONE_BY_ONE, BATCH).contains(mode)) {
            throw new IllegalArgumentException("expected mode " + ONE_BY_ONE + " or " + BATCH + ", found " + mode);
        }
        flavour = Flavours.named(rcu, hz, cpus);
        registry = new TracepointRegistry(Implementation.named(implementation), flavour.domains(),
                Patcher.named(patching));
        int n = tracepoints + furtherRemovals;
        List<LongTracepoint> declared = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            declared.add(registry.declareLong("tracepoint-" + i));
            data.get(0).add(probes[0].newData());
            data.get(1).add(probes[1].newData());
        }
        all = registry.tracepoints();
        if (patching.equals("deferred")) {
            warmUp();
        }
        farm = new SiteFarm(declared);
        firing = new FiringReaders(readers, farm.sites());
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        artifacts = new Artifacts(method);
    }

    /**
     * Toggles each in turn, for a second. Where an update is a few stores, its own code is what it costs: that has to
     * be compiled with a profile, as in a program that runs. Where a patch throws code away it matters little.
     */
    private void warmUp() {
        long start = System.nanoTime();
        Object own = data.get(0).get(0);
        for (int i = 0; System.nanoTime() - start < WARM_UP_NANOS; i++) {
            Tracepoint next = all.get(i % all.size());
            registry.register(next, functions[0], own);
            registry.unregister(next, functions[0], own);
        }
    }

    /** Ends everything. */
    @TearDown(Level.Trial)
    public void end() {
        firing.stop();
        registry.close();
        artifacts.close();
    }

    /** Compiles the sites as they are now, and proves it. To be called by a benchmark's own setup, last. */
    void prove() {
        compiled = farm.compileAll();
        histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
        histogram.setTag(implementation + "-" + rcu + "-hz" + hz + "-n" + tracepoints);
        histogram.setStartTimeStamp(System.currentTimeMillis());
        removals = new long[all.size()];
        removed = 0;
    }

    /** Waits until nothing of the last toggle is outstanding: a grace period of each kind, and the releases. */
    void settle() {
        registry.synchronizeUnregister();
        registry.releaseBarrier();
    }

    /** Attaches the probe whose turn it is to all tracepoints. Returns how many. */
    int enableAll() {
        index = 0;
        if (mode.equals(BATCH)) {
            return registry.enableAll(functions[round], t -> next());
        }
        all.forEach(t -> registry.register(t, functions[round], next()));
        return all.size();
    }

    /** Detaches it from all. Returns how many. The next enable-all takes the other probe. */
    int disableAll() {
        index = 0;
        if (mode.equals(BATCH)) {
            registry.disableAll(functions[round], t -> next(), this::disabled);
        } else {
            all.forEach(this::disable);
        }
        round ^= 1;
        return all.size();
    }

    private void disable(Tracepoint tracepoint) {
        long start = System.nanoTime();
        registry.unregister(tracepoint, functions[round], next());
        disabled(System.nanoTime() - start);
    }

    private Object next() {
        return data.get(round).get(index++);
    }

    private void disabled(long nanos) {
        histogram.recordValue(Math.min(nanos, histogram.getHighestTrackableValue()));
        if (removed < removals.length) {
            removals[removed++] = nanos;
        }
    }

    /** Whether all tracepoints are enabled, or all disabled, as a benchmark expects them to be. */
    void expect(boolean enabled) {
        for (Tracepoint t : all) {
            if (t.isEnabled() != enabled) {
                throw new IllegalStateException("expected " + t + " to be " + (enabled ? "enabled" : "disabled"));
            }
        }
    }

    /** Writes the latencies of this iteration to the fork's log, and beside it in the order of the removals. */
    void log() {
        histogram.setEndTimeStamp(System.currentTimeMillis());
        artifacts.append(histogram);
        artifacts.append(histogram.getTag(), Arrays.copyOf(removals, removed));
    }

    WaitCounters waits() {
        return registry.waits();
    }

    long patches() {
        return registry.patches();
    }

    long mismatches() {
        return mismatches.sum();
    }

    long readerFires() {
        return firing.fired();
    }

    TickStatistics ticks() {
        return flavour.ticks();
    }

    /** How many sites had compiled code before the toggle, those of the further removals not counted. */
    int compiledSites() {
        return Math.min(compiled.sites(), tracepoints);
    }

    /** How many pieces of compiled code were thrown away since {@link #prove}, further removals included. */
    int thrownAway() {
        return compiled.missingIn(farm.compiledCode());
    }
}
