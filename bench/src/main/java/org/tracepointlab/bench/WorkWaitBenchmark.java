package org.tracepointlab.bench;

import java.util.ArrayList;
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
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * What waits, polls and callbacks do, for counting: one thread, with readers registered that rest. In the kernel
 * flavour time is virtual, so that the grace-period machine runs on this thread and counts as its work. Times are
 * measured by {@link RcuSynchronizeBenchmark}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class WorkWaitBenchmark {

    /** As {@link WorkReadBenchmark#rcu}. */
    @Param({"qsbr", "memb", "mb", "srcu", "kernel"})
    public String rcu;

    /** Virtual CPUs, in the kernel flavour. */
    @Param("1")
    public int cpus;

    /** Registered handles that rest. */
    @Param("10")
    public int readers;

    private RcuDomains domains;
    private final List<Rcu.Reader> handles = new ArrayList<>();
    private long ran;
    private long called;

    /** Builds the domains and registers the readers. */
    @Setup(Level.Trial)
    public void build() {
        domains = Flavours.still(rcu, cpus).domains();
        for (int i = 0; i < readers; i++) {
            handles.add(domains.rcu().register());
        }
        handles.forEach(Rcu.Reader::offline);
    }

    /** Ends the domains; fails unless each callback ran. */
    @TearDown(Level.Trial)
    public void end() {
        handles.forEach(Rcu.Reader::close);
        domains.close();
        if (ran != called) {
            throw new IllegalStateException("expected " + called + " callbacks to run, found " + ran);
        }
    }

    private static long elapsed(Rcu domain, long cookie) {
        if (!domain.pollState(cookie)) {
            throw new IllegalStateException("expected a cookie to elapse with a grace period, found that it did not");
        }
        return cookie;
    }

    private static long waitFor(Rcu domain) {
        long cookie = domain.getState();
        domain.synchronize();
        domain.condSynchronize(cookie);
        return elapsed(domain, cookie);
    }

    /**
     * A wait of each domain, after which a cookie from before it has elapsed, so that waiting for that one is none; and
     * one that does not keep the domain's pace.
     */
    @Benchmark
    public long synchronize() {
        long cookie = domains.rcu().getState();
        domains.rcu().synchronizeExpedited();
        return elapsed(domains.rcu(), cookie) + waitFor(domains.rcu()) + waitFor(domains.srcu());
    }

    /**
     * A grace period that is asked for and waited for by its cookie; ten callbacks, and the wait until they have run.
     * Only {@code kernel} does all of that on this thread.
     */
    @Benchmark
    public long callbacks() {
        long cookie = domains.rcu().startPoll();
        domains.rcu().condSynchronize(cookie);
        elapsed(domains.rcu(), cookie);
        for (int i = 0; i < 10; i++) {
            domains.rcu().call(() -> ran++);
        }
        called += 10;
        domains.rcu().barrier();
        return ran;
    }

    /** A reader comes, reads and goes. */
    @Benchmark
    public long register() {
        Rcu.Reader reader = domains.rcu().register();
        reader.lock();
        reader.unlock();
        reader.close();
        return domains.rcu().getState();
    }
}
