package org.tracepointlab.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The same waits as {@link RcuSynchronizeBenchmark}, back to back, each of them timed: for percentiles that can be laid
 * beside those of another program. JMH's samples can not, of what takes less than a microsecond: each time that it has
 * more than it wants it halves the counts of all times, but none to zero, so that what was seen once weighs hundreds of
 * times as much in the end.
 *
 * <p>One iteration only: JMH adds counters of several up.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class RcuWaitBenchmark {

    /** One wait, and two looks at the clock. */
    @Benchmark
    public void synchronize(RcuUpdateState state, RcuCounters counters, WaitTimes times) {
        long start = System.nanoTime();
        state.synchronize();
        times.add(System.nanoTime() - start);
    }
}
