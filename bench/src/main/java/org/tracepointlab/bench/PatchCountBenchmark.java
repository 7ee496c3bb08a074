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
 * What the virtual machine does when compiled call sites are patched, for counting: how often it brings all threads
 * together to throw code away. One by one that is once for each tracepoint, in a batch once, and to disable with
 * deferred patching never. The flight recorder runs
 * meanwhile, so that its time says little; {@link EnableBenchmark} measures that.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsPrepend = {
    ForkOptions.COMPILE_SOON, ForkOptions.QUIETLY, ForkOptions.OUT_OF_LINE,
    ForkOptions.NO_CUSTOMIZED_FORMS, ForkOptions.NO_BLOCK_FORMS, ForkOptions.NO_GUARD_PROFILES})
@Warmup(iterations = 0)
@Measurement(iterations = 2)
public class PatchCountBenchmark {

    /** Disables all N, whose sites are compiled with their tracepoints on. */
    @Benchmark
    public int disableAll(TeardownBenchmark.Enabled enabled, ToggleState s, ToggleCounters counters, VmCounters vm) {
        counters.begin(s);
        vm.begin();
        int n = s.disableAll();
        vm.end();
        counters.end(s);
        return n;
    }

    /** Enables all N, whose sites are compiled with their tracepoints off. */
    @Benchmark
    public int enableAll(EnableBenchmark.Disabled disabled, ToggleState s, ToggleCounters counters, VmCounters vm) {
        counters.begin(s);
        vm.begin();
        int n = s.enableAll();
        vm.end();
        counters.end(s);
        return n;
    }
}
