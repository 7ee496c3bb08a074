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
 * What a wait costs a reader, with many: {@code -p readers=1,4,16,64} busy ones, {@code -p idle=0,100,10000} resting
 * ones. With more busy readers than processors most of the time is the scheduler's: a reader that is not running is
 * waited for if it stopped inside a section, and in {@code qsbr} whether it did or not.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
public class RcuScalingBenchmark {

    /** One wait. */
    @Benchmark
    public void synchronize(RcuUpdateState state, RcuCounters counters) {
        state.synchronize();
    }
}
