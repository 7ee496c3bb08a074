package org.tracepointlab.bench;

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
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.flavour.RcuFlavour;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * What readers do, for counting: sections of both domains and firings, each operation a few of them. One thread;
 * nobody waits. Times are measured by {@link RcuReadBenchmark} and {@link ReadSideBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class WorkReadBenchmark {

    private static final int LOOP = 10;

    /** {@code qsbr}, {@code memb}, {@code mb}, {@code srcu}, or {@code kernel}, which is in virtual time here. */
    @Param({"qsbr", "memb", "mb", "srcu", "kernel"})
    public String rcu;

    /** {@code callsite} or {@code field}. */
    @Param("callsite")
    public String patching;

    private TracepointRegistry registry;
    private Rcu[] domains;
    private Rcu.Reader[] handles;
    private LongTracepoint disabled;
    private LongTracepoint one;
    private LongTracepoint three;
    private long calls;
    private long expected;

    /** A probe for each registration: the same one cannot be registered twice. */
    private static final class Counting implements LongProbe<WorkReadBenchmark> {
        @Override
        public void probe(WorkReadBenchmark data, long v) {
            data.calls++;
        }
    }

    /** Builds everything, and registers this thread where it has to be. */
    @Setup(Level.Trial)
    public void build() {
        registry = new TracepointRegistry(Implementation.named("conditional"), Flavours.still(rcu).domains(),
                Patcher.named(patching));
        domains = new Rcu[] {registry.domains().rcu(), registry.domains().srcu()};
        disabled = registry.declareLong("disabled");
        one = registry.declareLong("one");
        three = registry.declareLong("three");
        one.register(new Counting(), this);
        for (int probe = 0; probe < 3; probe++) {
            three.register(new Counting(), this);
        }
        handles = new Rcu.Reader[] {domains[0].register(), domains[1].register()};
    }

    /** Fails unless each probe was called each time. */
    @TearDown(Level.Iteration)
    public void check() {
        if (calls != expected || calls == 0) {
            throw new IllegalStateException("expected " + expected + " calls of probes, found " + calls);
        }
    }

    /** Ends the registry. */
    @TearDown(Level.Trial)
    public void end() {
        for (Rcu.Reader handle : handles) {
            handle.close();
        }
        registry.close();
    }

    private void rest() {
        if (RcuFlavour.named(rcu).needsQuiescentStates()) {
            for (Rcu.Reader handle : handles) {
                handle.quiescentState();
            }
        }
    }

    /** Sections by the thread's default handle, one inside the other once, and by a handle. */
    @Benchmark
    public long sections() {
        for (int i = 0; i < LOOP; i++) {
            for (Rcu domain : domains) {
                domain.readLock();
                domain.readLock();
                calls++;
                domain.readUnlock();
                domain.readUnlock();
            }
            for (Rcu.Reader handle : handles) {
                handle.lock();
                calls++;
                handle.unlock();
            }
        }
        expected += 4 * LOOP;
        rest();
        return calls;
    }

    /** Firings of a tracepoint that is off, of one with a probe, and of one with three, also where RCU is idle. */
    @Benchmark
    public long firings() {
        for (int i = 0; i < LOOP; i++) {
            disabled.fire(i);
            one.fire(i);
            three.fire(i);
            three.fireRcuIdle(i);
        }
        expected += 7 * LOOP;
        return calls;
    }
}
