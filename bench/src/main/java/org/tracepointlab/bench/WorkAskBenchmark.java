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
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * What a thread does that asks for grace periods and does not wait for them, for counting. A reader is inside of a
 * section from before an iteration until after it, so that nothing that is asked for happens meanwhile, and the thread
 * that works for the domain cannot have a part in what this one does.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Thread)
public class WorkAskBenchmark {

    private static final int CALLBACKS = 10;
    private static final int POLLS = 10;

    /** {@code qsbr}, {@code memb}, {@code mb} or {@code srcu}: those that have a thread for callbacks. */
    @Param({"memb", "mb", "srcu"})
    public String rcu;

    private RcuDomains domains;
    private Rcu.Reader holds;
    private long ran;
    private long called;

    /** Builds the domains. Nobody reads in the second one. */
    @Setup(Level.Trial)
    public void build() {
        domains = Flavours.still(rcu).domains();
        holds = domains.rcu().register();
    }

    /** Opens the section. */
    @Setup(Level.Iteration)
    public void hold() {
        holds.online();
        holds.lock();
    }

    /** Ends it; all callbacks run. */
    @TearDown(Level.Iteration)
    public void release() {
        holds.unlock();
        holds.offline();
        domains.rcu().barrier();
        if (ran != called || called == 0) {
            throw new IllegalStateException("expected " + called + " callbacks to run, found " + ran);
        }
    }

    /** Ends the domains. */
    @TearDown(Level.Trial)
    public void end() {
        holds.close();
        domains.close();
    }

    /** Asks for a grace period in each domain, and hands ten callbacks over. */
    @Benchmark
    public long ask() {
        long cookie = domains.rcu().startPoll();
        if (domains.rcu().pollState(cookie)) {
            throw new IllegalStateException("expected no grace period to end while a reader is inside of a section");
        }
        for (int i = 0; i < CALLBACKS; i++) {
            domains.rcu().call(() -> ran++);
        }
        called += CALLBACKS;
        return cookie + domains.srcu().startPoll();
    }

    /** Asks ten times for a grace period of a domain that nobody reads in: it is over at once, and wakes nobody. */
    @Benchmark
    public long poll() {
        long over = 0;
        for (int i = 0; i < POLLS; i++) {
            over += domains.srcu().pollState(domains.srcu().startPoll()) ? 1 : 0;
        }
        called++;
        ran++;
        return over;
    }
}
