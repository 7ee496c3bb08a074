package org.tracepointlab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
import org.tracepointlab.patching.DeferredPatcher;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.tracepoint.Batch;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * What toggling costs everyone else: one thread works, and either never comes near a tracepoint ({@code alone}) or
 * fires one that nobody toggles ({@code unrelated}); another one enables and disables N other tracepoints all the time,
 * compiled each time, or does not.
 *
 * <p>The score is the time of one piece of work; {@code longestPauseNanos} the longest that one took in the iteration,
 * be it for a handshake, for code that was thrown away, or for a core that the compiler needed; {@code toggles} proves
 * that toggling went on, and {@code thrownAway} that compiled code went with each of them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsPrepend = {
    ForkOptions.COMPILE_SOON, ForkOptions.QUIETLY, ForkOptions.OUT_OF_LINE,
    ForkOptions.NO_CUSTOMIZED_FORMS, ForkOptions.NO_BLOCK_FORMS, ForkOptions.NO_GUARD_PROFILES})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@State(Scope.Benchmark)
public class BystanderBenchmark {

    private static final int PIECE = 200;
    /** The first ones take longest, since all sites are new to the compiler. */
    private static final int FIRST_TOGGLES = 2;

    /** {@code nobody}, {@code one-by-one} or {@code batch}. */
    @Param({"nobody", "one-by-one", "batch"})
    public String toggling;

    /** {@code callsite}, {@code field}, or {@code deferred}: with {@code lazy}, and each time until it is folded. */
    @Param({"callsite", "field"})
    public String patching;

    /** How many tracepoints are toggled. */
    @Param("100")
    public int tracepoints;

    private static TracepointRegistry registry;
    private static Patcher patcher;

    private final List<LongTracepoint> others = new ArrayList<>();
    private SiteFarm farm;
    private Thread updater;
    private final CountDownLatch underWay = new CountDownLatch(FIRST_TOGGLES);
    private volatile boolean stop;
    private volatile Throwable failed;
    private volatile long toggles;
    private volatile long thrownAway;
    private long value;

    private static final class Unrelated {
        static final LongTracepoint TRACEPOINT = registry.declareLong("unrelated");
    }

    /** What went on in an iteration. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Seen {

        /** The longest piece of work. */
        public long longestPauseNanos;
        /** Disable-alls that began and ended. */
        public long toggles;
        /** Pieces of compiled code that they threw away. */
        public long thrownAway;
        private long togglesBefore;
        private long thrownAwayBefore;
        private long last;

        private void tick() {
            long now = System.nanoTime();
            longestPauseNanos = Math.max(longestPauseNanos, now - last);
            last = now;
        }

        /** Begins. */
        @Setup(Level.Iteration)
        public void begin(BystanderBenchmark bench) {
            longestPauseNanos = 0;
            togglesBefore = bench.toggles;
            thrownAwayBefore = bench.thrownAway;
            last = System.nanoTime();
        }

        /** Ends, and checks that toggling went on as the parameter says. */
        @TearDown(Level.Iteration)
        public void end(BystanderBenchmark bench) {
            if (bench.failed != null) {
                throw new IllegalStateException("the updater failed", bench.failed);
            }
            toggles = bench.toggles - togglesBefore;
            thrownAway = bench.thrownAway - thrownAwayBefore;
            if ((toggles > 0) == bench.toggling.equals("nobody")) {
                throw new IllegalStateException("expected toggling by " + bench.toggling + ", found " + toggles
                        + " toggles");
            }
        }
    }

    /** Builds everything, and starts the updater. */
    @Setup(Level.Trial)
    public void start() throws InterruptedException {
        if (!List.of("nobody", "one-by-one", "batch").contains(toggling)) {
            throw new IllegalArgumentException("expected toggling by nobody, one-by-one or batch, found " + toggling);
        }
        patcher = Patcher.named(patching);
        registry = new TracepointRegistry(
                Implementation.named(patcher instanceof DeferredPatcher ? "lazy" : "conditional"), MbRcu.domains(),
                patcher);
        for (int i = 0; i < tracepoints; i++) {
            others.add(registry.declareLong("toggled-" + i));
        }
        farm = new SiteFarm(others);
        updater = new Thread(this::toggle, "updater");
        if (!toggling.equals("nobody")) {
            updater.start();
            underWay.await();
        }
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() throws InterruptedException {
        stop = true;
        updater.join();
        registry.close();
    }

    private void toggle() {
        try {
            ProbeFunction func = ProbeFunction.ofLong((LongProbe<long[]>) (sum, v) -> sum[0] += v);
            long[] sum = new long[1];
            while (!stop) {
                enable(func, sum);
                CompiledCode before = farm.compileAll();
                disable(func, sum);
                awaitFolded();
                thrownAway += before.missingIn(farm.compiledCode());
                toggles++;
                underWay.countDown();
            }
        } catch (RuntimeException | Error e) {
            failed = e;
            while (underWay.getCount() > 0) {
                underWay.countDown();
            }
        }
    }

    private void awaitFolded() {
        while (patcher instanceof DeferredPatcher deferred && deferred.armed() > 0 && !stop) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void enable(ProbeFunction func, long[] sum) {
        toggling(t -> registry.register(t.tracepoint(), func, sum));
    }

    private void disable(ProbeFunction func, long[] sum) {
        toggling(t -> registry.unregister(t.tracepoint(), func, sum));
    }

    @SuppressWarnings("try") // the batch is there to be closed
    private void toggling(Consumer<LongTracepoint> update) {
        if (toggling.equals("batch")) {
            try (Batch batch = registry.batch()) {
                others.forEach(update);
            }
        } else {
            others.forEach(update);
        }
    }

    private long work() {
        long v = value;
        for (int i = 0; i < PIECE; i++) {
            v = v * 31 + 7;
        }
        return value = v;
    }

    /** Never near a tracepoint. */
    @Benchmark
    public long alone(Seen seen) {
        long v = work();
        seen.tick();
        return v;
    }

    /** Fires one that nobody toggles. */
    @Benchmark
    public long unrelated(Seen seen) {
        long v = work();
        Unrelated.TRACEPOINT.fire(v);
        seen.tick();
        return v;
    }
}
