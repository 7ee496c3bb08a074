package org.tracepointlab.samples;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.tracepointlab.work.agent.WorkAgent;

/**
 * Benchmarks with other threads, with work that only the virtual machine does, and with several operations in a call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
public class ThreadsBenchmark {
    private static final int TIMES = 1_000;

    private ExecutorService other;

    /** Starts the other thread. */
    @Setup
    public void start() {
        other = Executors.newSingleThreadExecutor();
    }

    /** Ends it. */
    @TearDown
    public void stop() {
        other.shutdown();
    }

    /** A thousand passes, as in {@code KnownBenchmark.loop}. */
    static int loop() {
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += i;
        }
        return sum;
    }

    /** The loop, on another thread. */
    @Benchmark
    public int handOver() throws Exception {
        return other.submit(ThreadsBenchmark::loop).get();
    }

    /** A safepoint. */
    @Benchmark
    public void collect() {
        System.gc();
    }

    /** The loop, said to be ten operations. */
    @Benchmark
    @OperationsPerInvocation(10)
    public int ten() {
        return loop();
    }

    /** Fails if there is an agent. */
    @Benchmark
    public void withoutAgent() {
        if (WorkAgent.reader() != null) {
            throw new IllegalStateException("expected no agent in this fork, found one");
        }
    }
}
