package org.tracepointlab.gate.samples;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Benchmarks in all modes, with setups and teardowns of all levels that count each other. A jar with a file {@link
 * #SLOW} in it takes {@link #TIMES} times as long. What it does beside that is told by the parameter {@code behaviour}:
 * {@code ok}, {@code fail} (throws), {@code leave} (a thread that runs on), {@code hang}.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DuetBenchmark {

    /** In a jar that is slow. */
    public static final String SLOW = "slow.txt";
    /** So many times. */
    public static final int TIMES = 8;

    private static final int WORK = 200;
    private static int trials;

    /** What it does. */
    @Param("ok")
    public String behaviour;

    /** Only in the fork whose folder's name begins so; in all where it is empty. */
    @Param("")
    public String where;

    private final AtomicInteger iterations = new AtomicInteger();
    private int work;

    private static synchronized int trials() {
        return ++trials;
    }

    /** Once in a fork. */
    @Setup
    public void begin() throws InterruptedException {
        boolean slow = DuetBenchmark.class.getResource("/" + SLOW) != null;
        work = slow ? TIMES * WORK : WORK;
        System.out.println("trial " + trials() + " of this class");
        if (!Path.of("").toAbsolutePath().getFileName().toString().startsWith(where)) {
            return;
        }
        switch (behaviour) {
            case "fail" -> throw new IllegalStateException("the benchmark fails");
            case "hang" -> new CountDownLatch(1).await();
            case "leave" -> {
                Thread thread = new Thread(DuetBenchmark::forEver, "left-behind");
                thread.setDaemon(true);
                thread.start();
            }
            default -> { }
        }
    }

    private static void forEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before each iteration. */
    @Setup(Level.Iteration)
    public void beginIteration() {
        if (iterations.incrementAndGet() != 1) {
            throw new IllegalStateException("expected the teardown of the iteration before");
        }
    }

    /** Behind each iteration. */
    @TearDown(Level.Iteration)
    public void endIteration() {
        iterations.decrementAndGet();
    }

    /** Once in a fork. */
    @TearDown
    public void end() {
        System.out.println("end of a trial after iterations, " + iterations + " of which are open");
    }

    /** An average. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public void average() {
        Blackhole.consumeCPU(work);
    }

    /** A throughput of two threads. */
    @Benchmark
    @Threads(2)
    @BenchmarkMode(Mode.Throughput)
    public void throughput() {
        Blackhole.consumeCPU(work);
    }

    /** Samples. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public int samples() {
        Blackhole.consumeCPU(work);
        return work;
    }

    /** Single shots. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public void shots() {
        Blackhole.consumeCPU(10_000L * work);
    }

    /** Only with an option of its own. */
    @Benchmark
    @Fork(jvmArgs = "-Dduet.fixture=on")
    @BenchmarkMode(Mode.AverageTime)
    public void option(Blackhole hole) {
        if (!"on".equals(System.getProperty("duet.fixture"))) {
            throw new IllegalStateException("expected -Dduet.fixture=on, found none");
        }
        hole.consume(work);
    }
}
