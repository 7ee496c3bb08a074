package org.tracepointlab.work;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/**
 * A JMH profiler that counts the work of each operation: bytecodes executed, methods called, objects and bytes
 * allocated, monitors entered, atomic updates; apart for threads that run the benchmark and for others; and what the
 * virtual machine did meanwhile.
 *
 * <p><b>Assumptions.</b> HotSpot, JDK 17 or later, JMH 1.23 or later, and forks ({@code -f 1} and up): it starts an
 * agent in them.
 * <b>Guarantees.</b> A benchmark that runs on one thread and does the same in each run has the same counts in each
 * run, on any machine, however busy. Forks without it have no agent. Without the agent, or if the agent counted other
 * operations than JMH, the fork fails; a count that is not known is left out. A counted run's times mean nothing.
 *
 * <p>Secondary results: {@code work.bytecodes}, {@code work.calls}, {@code work.objects}, {@code work.bytes},
 * {@code work.monitors}, {@code work.atomics}; the same after {@code work.others.}; {@code work.vm.operations},
 * {@code work.vm.safepoints}, {@code work.vm.handshakes}, {@code work.vm.deoptimisations}, {@code
 * work.vm.compilations}; each for an operation; and {@code work.invocations}, the calls of the benchmark method that
 * all of this is of.
 *
 * <p>Options, after a colon, with semicolons between: {@code ops=1000} ends an iteration after so many operations of
 * each thread, {@code ops=0} when its time is up; {@code jdk=false} leaves classes of the JDK out; {@code jit=c1},
 * {@code jit=c2} and {@code jit=none} say what the fork compiles with, which the counts do not depend on; {@code
 * vm=false} records nothing of the VM; {@code dir=FOLDER} writes the counts of each method to {@code
 * FOLDER/work-<benchmark>.json}. Not thread-safe: for the thread that runs JMH.
 */
public class WorkProfiler implements ExternalProfiler, InternalProfiler {
    private static final String FORK = "org.tracepointlab.work.fork";

    private final String line;
    private final WorkOptions options;
    private int forks;
    private Measurement measurement;

    /**
     * Called by JMH.
     *
     * @param line the options
     * @throws ProfilerException if they are none
     */
    public WorkProfiler(String line) throws ProfilerException {
        this.line = line == null ? "" : line;
        options = WorkOptions.parse(this.line);
    }

    /** Called by JMH where there are no options. */
    public WorkProfiler() throws ProfilerException {
        this("");
    }

    @Override
    public String getDescription() {
        return "Exact counts of the work of each operation: bytecodes, calls, allocations, monitors, atomic updates";
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
        return List.of();
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams params) {
        forks++;
        long invocations = options.operations() * params.getMeasurement().getBatchSize();
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                // Classes shared with other virtual machines are of no use once the boot class path is longer; the VM
                // warns of it.
                "-Xshare:off",
                // Both replace methods that have counters in them.
                "-XX:-OptimizeStringConcat", "-XX:-EliminateAutoBox",
                // Counters make methods long.
                "-XX:-DontCompileHugeMethods",
                // Identity hashes drawn by each thread for itself, and a thread's seed by how many threads there were
                // before it.
                "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=5",
                "-XX:-UseDynamicNumberOfCompilerThreads", "-XX:-UseDynamicNumberOfGCThreads",
                "-D" + FORK + '=' + forks,
                "-javaagent:" + AgentJar.find() + '=' + invocations + ',' + options.jdk()));
        arguments.addAll(options.compilerArguments());
        return arguments;
    }

    @Override
    public void beforeTrial(BenchmarkParams params) {
        // The agent is all that a fork needs.
    }

    @Override
    public Collection<? extends Result<?>> afterTrial(BenchmarkResult result, long pid, File out, File err) {
        return List.of();
    }

    @Override
    public boolean allowPrintOut() {
        return true;
    }

    @Override
    public boolean allowPrintErr() {
        return true;
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (measurement == null) {
            measurement = Measurement.start(options, Integer.getInteger(FORK, 1));
        }
        measurement.begin();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        long measured = result.getMetadata().getMeasuredOps();
        if (measured == 0) {
            // Whatever went wrong, JMH says it.
            measurement.abandon();
            return List.of();
        }
        try {
            return measurement.end(benchmark, iteration, measured);
        } catch (IOException e) {
            throw new UncheckedIOException("work: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "work" + (line.isEmpty() ? "" : ":" + line);
    }
}
