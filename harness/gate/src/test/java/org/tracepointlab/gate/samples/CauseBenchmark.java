package org.tracepointlab.gate.samples;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Calls methods, one of which does much more in a jar with a file {@link DuetBenchmark#SLOW} in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CauseBenchmark {

    private static final int CALLS = 100;
    private static final int TIMES = CauseBenchmark.class.getResource("/" + DuetBenchmark.SLOW) == null ? 20 : 200;

    private long seed = 1;

    /** Half of it is in each of the two methods, unless the jar is slow. */
    @Benchmark
    public long both() {
        long sum = seed++;
        for (int i = 0; i < CALLS; i++) {
            sum += steady(sum + i) + planted(sum - i);
        }
        return sum;
    }

    private static long steady(long from) {
        long hash = from;
        for (int i = 0; i < 20; i++) {
            hash = hash * 31 + (hash >>> 7);
        }
        return hash;
    }

    private static long planted(long from) {
        long hash = from;
        for (int i = 0; i < TIMES; i++) {
            hash = hash * 33 + (hash >>> 5);
        }
        return hash;
    }
}
