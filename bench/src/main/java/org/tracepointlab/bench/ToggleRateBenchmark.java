package org.tracepointlab.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
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
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * One tracepoint toggled 1,000 times a second with the same probe, as tracers do, while a reader fires it: how long a
 * toggle takes, and how often code is thrown away. The site is compiled with the probe attached before
 * the first toggle.
 *
 * <p>The shot's time is mostly the waiting between toggles; {@code enableNanos} and {@code disableNanos} are the
 * medians of the toggles' own. {@code pieces} counts each piece of compiled code of the site that was in use at any
 * look between two toggles, one if none was thrown away; {@code handshakes} are the virtual machine's own count.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsPrepend = {
    ForkOptions.COMPILE_SOON, ForkOptions.QUIETLY, ForkOptions.OUT_OF_LINE,
    ForkOptions.NO_CUSTOMIZED_FORMS, ForkOptions.NO_BLOCK_FORMS, ForkOptions.NO_GUARD_PROFILES})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@State(Scope.Benchmark)
public class ToggleRateBenchmark {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** A first firing may throw away what was compiled before it. */
    private static final int MOST_COMPILATIONS = 20;
    private static final int SETTLED_FIRES = 10_000;
    /** A look takes milliseconds, so there is one now and then. */
    private static final int TOGGLES_A_LOOK = 100;

    /** The implementation. */
    @Param({"conditional", "lazy"})
    public String implementation;

    /** {@code qsbr}, {@code memb}, {@code mb}, {@code srcu} or {@code kernel}. */
    @Param("mb")
    public String rcu;

    /** {@code callsite}, {@code field} or {@code deferred}. */
    @Param({"callsite", "deferred"})
    public String patching;

    /** How often it is disabled and enabled again. */
    @Param("10000")
    public int times;

    private final LongAdder mismatches = new LongAdder();
    private final CheckedProbe probe = new CheckedProbe(mismatches);
    private final ProbeFunction func = ProbeFunction.ofLong(probe);
    private final CheckedProbe.Data data = probe.newData();
    private TracepointRegistry registry;
    private Tracepoint tracepoint;
    private SiteFarm farm;
    private FiringReaders firing;

    /** What came of the shot. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Seen {

        /** Median of the enables; ns. */
        public long enableNanos;
        /** Median of the disables; ns. */
        public long disableNanos;
        /** Pieces of compiled code of the site that were in use at some look. */
        public long pieces;
        /** Looks, of which the first has one piece. */
        public long looks;
        /** What the reader fired. */
        public long readerFires;
        /** Calls of a func with data that was not its own. */
        public long mismatches;
    }

    /** Builds everything, with the probe attached and the site compiled. */
    @Setup(Level.Trial)
    public void build() {
        registry = new TracepointRegistry(Implementation.named(implementation), Flavours.named(rcu, 1000, 1).domains(),
                Patcher.named(patching));
        LongTracepoint declared = registry.declareLong("toggled");
        tracepoint = declared.tracepoint();
        tracepoint.register(func, data);
        farm = new SiteFarm(List.of(declared));
        firing = new FiringReaders(1, farm.sites());
    }

    /**
     * Compiles the site while the reader runs, until its firings no longer throw the code away. It is part of the shot:
     * JDK 17 throws it away when the recorder starts, which is after every setup.
     */
    private void settle() {
        for (int i = 0; i < MOST_COMPILATIONS; i++) {
            farm.compileAll();
            long fired = firing.fired();
            while (firing.fired() - fired < SETTLED_FIRES) {
                Thread.onSpinWait();
            }
            CodeInUse code = new CodeInUse();
            code.look(farm);
            if (code.pieces() > 0) {
                return;
            }
        }
    }

    /** Ends everything. */
    @TearDown(Level.Trial)
    public void end() {
        firing.stop();
        registry.close();
    }

    /** All toggles, one a millisecond. */
    @Benchmark
    public void toggling(Seen seen, VmCounters vm) {
        Histogram enables = new Histogram(LONGEST_NANOS, 3);
        Histogram disables = new Histogram(LONGEST_NANOS, 3);
        settle();
        CodeInUse code = new CodeInUse();
        code.look(farm);
        if (code.pieces() == 0) {
            throw new IllegalStateException("expected compiled code of the site before the first toggle, found none");
        }
        long firesBefore = firing.fired();
        vm.begin();
        long due = System.nanoTime();
        for (int i = 1; i <= times; i++) {
            due += PERIOD_NANOS;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long start = System.nanoTime();
            tracepoint.unregister(func, data);
            long between = System.nanoTime();
            tracepoint.register(func, data);
            enables.recordValue(Math.min(System.nanoTime() - between, LONGEST_NANOS));
            disables.recordValue(Math.min(between - start, LONGEST_NANOS));
            if (i % TOGGLES_A_LOOK == 0) {
                code.look(farm);
            }
        }
        vm.end();
        seen.enableNanos = enables.getValueAtPercentile(50);
        seen.disableNanos = disables.getValueAtPercentile(50);
        seen.pieces = code.pieces();
        seen.looks = code.looks();
        seen.readerFires = firing.fired() - firesBefore;
        seen.mismatches = mismatches.sum();
        if (seen.readerFires == 0) {
            throw new IllegalStateException("expected a reader that fires meanwhile; it fired nothing");
        }
    }
}
