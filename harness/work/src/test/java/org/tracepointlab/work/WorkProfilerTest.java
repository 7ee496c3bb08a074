package org.tracepointlab.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/** Counts of benchmarks in forks, against figures found by hand from their bytecode ({@code javap -c}). */
@Timeout(600)
class WorkProfilerTest {
    @Test
    void countsAreThoseFoundByHand() throws RunnerException {
        Map<String, List<Double>> found = new TreeMap<>();
        String all = "KnownBenchmark.(read|loop|loopSlower|allocate|lock|update)";
        for (RunResult run : Runs.counted(all, 1, "vm=false")) {
            Map<String, Double> counts = Runs.counts(run);
            found.put(Runs.nameOf(run.getParams()), Runs.EXACT.stream().map(counts::get).toList());
        }

        // 8 bytes aligned, headers of 12, references of 4: the VM's default below 32 GB.
        double bytes = 2 * (16 + 12 * 4) + 10 * 416 + 32 + 3 * 24 + 32;
        assertThat(found).containsExactlyInAnyOrderEntriesOf(Map.of(
                "read", List.of(3.0, 0.0, 0.0, 0.0, 0.0, 0.0),
                "loop", List.of(12_009.0, 1_000.0, 0.0, 0.0, 0.0, 0.0),
                "loopSlower", List.of(12_129.0, 1_010.0, 0.0, 0.0, 0.0, 0.0),
                "allocate", List.of(134.0, 3.0, 17.0, bytes, 0.0, 0.0),
                "lock", List.of(106.0, 1.0, 0.0, 0.0, 6.0, 0.0),
                "update", List.of(36.0, 6.0, 0.0, 0.0, 0.0, 3.0)));
    }

    @Test
    void volatileStoresByHandleAndFullFencesAreCountedAndOthersAreNot() throws RunnerException {
        RunResult run = Runs.counted("KnownBenchmark.publish", 1, "vm=false").iterator().next();

        assertThat(Runs.counts(run).get("work.atomics")).isEqualTo(2);
    }

    @Test
    void whatOtherThreadsDoIsTheirs(@TempDir Path folder) throws RunnerException {
        Map<String, Double> counts = Runs.counts(Runs.counted("ThreadsBenchmark.handOver", 1, "vm=false;dir=" + folder)
                .iterator().next());

        assertThat(counts.get("work.others.bytecodes")).isGreaterThan(9 * 1_000).isLessThan(20 * 1_000);
        assertThat(counts.get("work.bytecodes")).isPositive().isLessThan(9 * 1_000);
        assertThat(counts.get("work.invocations")).isEqualTo(2);
        assertThat(folder.resolve("work-org.tracepointlab.samples.ThreadsBenchmark.handOver.json")).content()
                .contains("ThreadsBenchmark.handOver()I").doesNotContain("ThreadsBenchmark.loop()I");
    }

    @Test
    void anOperationIsWhatJmhSaysItIs() throws RunnerException {
        Map<String, Double> counts = Runs.counts(
                Runs.counted("ThreadsBenchmark.ten", 1, "vm=false;jdk=false").iterator().next());

        assertThat(counts.get("work.bytecodes")).isCloseTo((9 * 1_000 + 4 + 3 + 2 + 2) / 10.0, within(0.0));
    }

    @Test
    void theVirtualMachinesOwnWorkIsCounted() throws RunnerException {
        RunResult run = Runs.counted("ThreadsBenchmark.collect", 1, "jit=c2").iterator().next();
        Map<String, Double> counts = Runs.counts(run);

        assertThat(counts.get("work.vm.operations")).isGreaterThanOrEqualTo(1);
        assertThat(counts.get("work.vm.safepoints")).isGreaterThanOrEqualTo(1);
        assertThat(counts).containsKeys("work.vm.handshakes", "work.vm.deoptimisations", "work.vm.compilations");
        assertThat(run.getSecondaryResults().get("work.notes").extendedInfo())
                .contains("ThreadsBenchmark.collect()V", "Not counted:", "intrinsics")
                .doesNotContain("java.lang.instrument");
    }

    @Test
    void withoutForksItFailsAndHasNoZeros() {
        assertThatThrownBy(() -> Runs.counted("KnownBenchmark.read", 0, "")).isInstanceOf(RunnerException.class)
                .hasStackTraceContaining("expected the agent in this virtual machine, found none")
                .hasStackTraceContaining("use -f 1 or more");
    }

    @Test
    void forksWithoutTheProfilerHaveNoAgent() throws RunnerException {
        assertThat(new Runner(Runs.of("ThreadsBenchmark.withoutAgent", 1).build()).run()).hasSize(1);
        assertThatThrownBy(() -> Runs.counted("ThreadsBenchmark.withoutAgent", 1, "vm=false"))
                .isInstanceOf(RunnerException.class);
    }
}
