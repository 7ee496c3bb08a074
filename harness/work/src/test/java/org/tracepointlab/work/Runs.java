package org.tracepointlab.work;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks of {@code samples} as a user would. */
final class Runs {
    static final List<String> EXACT =
            List.of("work.bytecodes", "work.calls", "work.objects", "work.bytes", "work.monitors", "work.atomics");

    private Runs() {
    }

    static ChainedOptionsBuilder of(String benchmark, int forks) {
        return new OptionsBuilder().include("org.tracepointlab.samples." + benchmark + '$').forks(forks)
                .warmupIterations(3).measurementIterations(2)
                .warmupTime(TimeValue.seconds(1)).measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT).shouldFailOnError(true);
    }

    static Collection<RunResult> counted(String benchmark, int forks, String options) throws RunnerException {
        return new Runner(of(benchmark, forks).addProfiler(WorkProfiler.class, options).build()).run();
    }

    /** Of a run of one benchmark: the mean of each count, by its name. */
    static Map<String, Double> counts(RunResult run) {
        Map<String, Double> counts = new TreeMap<>();
        run.getSecondaryResults().forEach((name, result) -> counts.put(name, result.getScore()));
        return counts;
    }

    /** What one count was in each fork, iteration by iteration. */
    static Set<List<Double>> forks(RunResult run, String count) {
        Set<List<Double>> values = new HashSet<>();
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
            values.add(fork.getIterationResults().stream()
                    .map(iteration -> iteration.getSecondaryResults().get(count).getScore()).toList());
        }
        return values;
    }

    static String nameOf(BenchmarkParams params) {
        List<String> parts = List.of(params.getBenchmark().split("\\."));
        return parts.get(parts.size() - 1);
    }
}
