package org.tracepointlab.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** The same counts from fork to fork, and from compiler to compiler. */
@Timeout(600)
class RepeatedCountsTest {

    @Test
    void countsAreTheSameInFourForks() throws RunnerException {
        countsAreTheSame(4);
    }

    @Test
    @Tag("thorough")
    void countsAreTheSameInTenForks() throws RunnerException {
        countsAreTheSame(10);
    }

    private static void countsAreTheSame(int forks) throws RunnerException {
        RunResult run = Runs.counted("KnownBenchmark.mixed", forks, "vm=false;ops=300").iterator().next();

        assertThat(run.getBenchmarkResults()).hasSize(forks);
        for (String count : Runs.EXACT) {
            assertThat(Runs.forks(run, count)).as(count).singleElement().satisfies(
                    iterations -> assertThat(iterations).hasSize(2).allMatch(value -> value > 0));
        }
    }

    /**
     * Identity hashes are drawn by each thread, whose seed is the VM's. What they decide here is how long chains are.
     */
    @Test
    void identityHashesChangeLittle() throws RunnerException {
        RunResult run = Runs.counted("KnownBenchmark.identity", 3, "vm=false;ops=300").iterator().next();

        double mean = Runs.counts(run).get("work.bytecodes");
        assertThat(Runs.forks(run, "work.bytecodes")).allSatisfy(iterations -> assertThat(iterations)
                .allSatisfy(value -> assertThat(value).isCloseTo(mean, withinPercentage(1))));
        assertThat(Runs.forks(run, "work.objects")).hasSize(1);
    }

    @Test
    void countsDoNotDependOnTheCompiler() throws RunnerException {
        countsAreTheSame("c2");
    }

    /** The interpreter takes its time over what the agent reads and writes. */
    @Test
    @Tag("thorough")
    void norOnWhetherThereIsOne() throws RunnerException {
        countsAreTheSame("none");
    }

    private static void countsAreTheSame(String compiler) throws RunnerException {
        RunResult run = Runs.counted("KnownBenchmark.allocate", 1, "vm=false;jit=" + compiler).iterator().next();
        assertThat(Runs.forks(run, "work.bytecodes")).as(compiler).containsExactly(List.of(134.0, 134.0));
    }
}
