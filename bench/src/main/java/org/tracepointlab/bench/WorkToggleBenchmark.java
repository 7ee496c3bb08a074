package org.tracepointlab.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * What updates do, for counting: one thread, the kernel flavour in virtual time, and the same steps in each operation.
 * An operation leaves everything as it found it, with all releases made, and fires what it enables, so that each probe
 * is seen to be called. Its time says little; {@link TeardownBenchmark} measures that.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class WorkToggleBenchmark {

    /** As {@link ToggleState#implementation}, and those that go beyond it. */
    @Param({"original", "unconditional", "conditional", "paired", "batched", "lazy"})
    public String implementation;

    /** As {@link WorkReadBenchmark#rcu}. */
    @Param("kernel")
    public String rcu;

    /** {@code callsite}, {@code field}, or {@code armed}: deferred, and never folded. */
    @Param("field")
    public String patching;

    /** How many tracepoints an operation toggles. */
    @Param("50")
    public int tracepoints;

    private TracepointRegistry registry;
    private List<LongTracepoint> sites;
    private ProbeFunction first;
    private ProbeFunction second;
    private ProbeFunction third;
    private long calls;
    private long expected;

    /** Builds everything, with all tracepoints disabled. */
    @Setup(Level.Trial)
    public void build() {
        registry = new TracepointRegistry(Implementation.named(implementation), Flavours.still(rcu).domains(),
                Patching.named(patching));
        for (int i = 0; i < tracepoints; i++) {
            registry.declareLong("tracepoint-" + i);
        }
        sites = registry.tracepoints().stream().map(LongTracepoint::new).toList();
        first = ProbeFunction.ofLong((LongProbe<Object>) (data, v) -> calls++);
        second = ProbeFunction.ofLong((LongProbe<Object>) (data, v) -> calls++);
        third = ProbeFunction.ofLong((LongProbe<Object>) (data, v) -> calls++);
    }

    /** Fails unless each probe was called each time that it was to be. */
    @TearDown(Level.Iteration)
    public void check() {
        if (calls != expected || calls == 0) {
            throw new IllegalStateException("expected " + expected + " calls of probes, found " + calls);
        }
    }

    /** Ends the registry. */
    @TearDown(Level.Trial)
    public void end() {
        registry.close();
    }

    private void fire(int probesEach) {
        for (LongTracepoint site : sites) {
            site.fire(1);
        }
        expected += (long) probesEach * sites.size();
    }

    private void settle() {
        registry.synchronizeUnregister();
        registry.releaseBarrier();
    }

    /** Enables and disables one after the other. */
    @Benchmark
    public long oneByOne() {
        for (LongTracepoint site : sites) {
            site.tracepoint().register(first, this);
        }
        fire(1);
        for (LongTracepoint site : sites) {
            site.tracepoint().unregister(first, this);
        }
        settle();
        return calls;
    }

    /** Enables and disables all in a batch each. */
    @Benchmark
    public long batch() {
        registry.enableAll(first, tracepoint -> this);
        fire(1);
        registry.disableAll(first, tracepoint -> this);
        settle();
        return calls;
    }

    /** Three probes: the transitions between one and many, and back. */
    @Benchmark
    public long shared() {
        for (LongTracepoint site : sites) {
            site.tracepoint().register(first, this);
            site.tracepoint().register(second, this);
            site.tracepoint().register(third, this);
        }
        fire(3);
        for (LongTracepoint site : sites) {
            site.tracepoint().unregister(first, this);
            site.tracepoint().unregister(third, this);
            site.tracepoint().unregister(second, this);
        }
        settle();
        return calls;
    }

    /** Enables again right after disabling, which is when {@code conditional} may have to wait. */
    @Benchmark
    public long reenable() {
        for (int round = 0; round < 2; round++) {
            registry.enableAll(first, tracepoint -> this);
            fire(1);
            registry.disableAll(first, tracepoint -> this);
        }
        settle();
        return calls;
    }

    /** Finds each by its name, and asks whether it is on; declares one more, and takes it out again. */
    @Benchmark
    public int registry() {
        int found = 0;
        for (Tracepoint tracepoint : registry.tracepoints()) {
            found += registry.tracepoint(tracepoint.name()).orElseThrow().isEnabled() ? 1 : 0;
        }
        calls++;
        expected++;
        registry.undeclare(registry.declareLong("one more").tracepoint());
        return found;
    }
}
