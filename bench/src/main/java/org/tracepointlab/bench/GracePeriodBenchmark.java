package org.tracepointlab.bench;

import java.util.Collections;
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
import org.openjdk.jmh.infra.BenchmarkParams;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.kernel.GracePeriodWork;

/**
 * How long one {@code synchronize} of the RCU domain takes, by flavour, and one {@code synchronizeExpedited}. Called
 * back to back, so that in the {@code kernel} flavour each begins just after a tick.
 *
 * <p>With {@code readers} above 0, threads that do nothing but enter and leave sections run meanwhile. After each
 * iteration it is checked that they did, and in the {@code kernel} flavour that there were grace periods of the kind
 * that was asked for, and of no other.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class GracePeriodBenchmark {

    /** {@code qsbr}, {@code memb}, {@code mb}, {@code srcu} or {@code kernel}. */
    @Param({"kernel", "mb"})
    public String rcu;

    /** Ticks a second, in the kernel flavour. */
    @Param("1000")
    public int hz;

    /** Virtual CPUs, in the kernel flavour. */
    @Param("1")
    public int cpus;

    /** Threads that enter and leave sections meanwhile. */
    @Param("0")
    public int readers;

    private Flavours flavour;
    private Rcu domain;
    private FiringReaders firing;
    private long firedBefore;
    private GracePeriodWork workBefore;

    /** Builds the domain and starts the readers. */
    @Setup(Level.Trial)
    public void build() {
        flavour = Flavours.named(rcu, hz, cpus);
        domain = flavour.domains().rcu();
        Site section = value -> {
            domain.readLock();
            domain.readUnlock();
        };
        firing = new FiringReaders(readers, Collections.nCopies(100, section));
    }

    /** Ends them. */
    @TearDown(Level.Trial)
    public void end() {
        firing.stop();
        flavour.close();
    }

    /** Remembers what the readers have done so far. */
    @Setup(Level.Iteration)
    public void before() {
        firedBefore = firing.fired();
        workBefore = work();
    }

    private GracePeriodWork work() {
        return flavour.kernel() == null ? null : flavour.kernel().work();
    }

    /** Checks that the readers ran, and what kind of grace periods there were. */
    @TearDown(Level.Iteration)
    public void check(BenchmarkParams params) {
        if (readers > 0 && firing.fired() == firedBefore) {
            throw new IllegalStateException("expected " + readers + " readers to have run, found that none did");
        }
        if (workBefore != null) {
            checkKind(work().since(workBefore), params.getBenchmark().endsWith(".expedited"));
        }
    }

    private static void checkKind(GracePeriodWork work, boolean expedited) {
        long asked = expedited ? work.expeditedGracePeriods() : work.gracePeriods();
        long other = expedited ? work.gracePeriods() : work.expeditedGracePeriods();
        if (asked == 0 || other != 0) {
            throw new IllegalStateException("expected " + (expedited ? "expedited" : "usual")
                    + " grace periods only, found " + work);
        }
    }

    /** One grace period. */
    @Benchmark
    public void synchronize() {
        domain.synchronize();
    }

    /** One grace period that does not wait for the usual pace. */
    @Benchmark
    public void expedited() {
        domain.synchronizeExpedited();
    }
}
