package org.tracepointlab.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.TextResult;
import org.openjdk.jmh.runner.IterationType;
import org.tracepointlab.work.agent.Reader;
import org.tracepointlab.work.agent.Totals;
import org.tracepointlab.work.agent.WorkAgent;
import org.tracepointlab.work.runtime.Work;

/** The counting of one fork, iteration by iteration. For the thread that runs JMH. */
final class Measurement {
    private final WorkOptions options;
    private final Reader reader;
    private final int fork;
    private final MethodFile methods = new MethodFile();
    private int measured;
    private VmWork vm;
    private String withoutVm;

    private Measurement(WorkOptions options, Reader reader, int fork) {
        this.options = options;
        this.reader = reader;
        this.fork = fork;
    }

    /** @throws IllegalStateException if this virtual machine has no agent */
    static Measurement start(WorkOptions options, int fork) {
        Reader reader = WorkAgent.reader();
        if (reader == null || !Work.installed()) {
            throw new IllegalStateException("work: expected the agent in this virtual machine, found none:"
                    + " nothing is counted. The profiler starts it in forks; use -f 1 or more");
        }
        return new Measurement(options, reader, fork);
    }

    void begin() {
        if (options.vm()) {
            startVmWork();
        }
        Work.clear();
    }

    /** Without a recorder in this virtual machine its work is left out, and the notes say so. */
    private void startVmWork() {
        try {
            vm = new VmWork();
        } catch (LinkageError | RuntimeException e) {
            withoutVm = "the virtual machine's own work could not be recorded: " + e;
        }
    }

    void abandon() {
        if (vm != null) {
            vm.close();
            vm = null;
        }
    }

    Collection<? extends Result<?>> end(BenchmarkParams benchmark, IterationParams iteration, long jmhOperations)
            throws IOException {
        try {
            long invocations = Work.operations();
            check(benchmark, iteration, invocations, jmhOperations);
            double operations = (double) invocations * benchmark.getOpsPerInvocation() / iteration.getBatchSize();
            return results(benchmark, iteration, invocations, operations);
        } finally {
            abandon();
        }
    }

    /** JMH's own count must be the agent's: else the loops were not found, or something ran that was not counted. */
    private void check(BenchmarkParams benchmark, IterationParams iteration, long invocations, long jmhOperations) {
        long expected = invocations * benchmark.getOpsPerInvocation() / iteration.getBatchSize();
        // Each thread rounds down.
        if (expected < jmhOperations || expected - jmhOperations >= benchmark.getThreads()) {
            throw new IllegalStateException("work: expected " + jmhOperations
                    + " operations, as JMH counts them, found "
                    + expected
                    + (reader.hasLoops() ? "" : ": no loop of JMH was found; is this JMH older than 1.23?"));
        }
    }

    private Collection<? extends Result<?>> results(BenchmarkParams benchmark, IterationParams iteration,
            long invocations, double operations) throws IOException {
        Map<String, Totals> own = reader.byMethod(Work.benchmarkCells());
        Totals sum = sum(own);
        if (sum.bytecodes() < invocations) {
            throw new IllegalStateException("work: expected at least a bytecode for each of " + invocations
                    + " calls, found " + sum.bytecodes() + "; not counted: " + reader.failures());
        }
        Results results = new Results(operations);
        results.add("work.", sum);
        results.add("work.others.", sum(reader.byMethod(Work.otherCells())));
        addVmWork(results);
        List<Result<?>> all = new ArrayList<>(results.all(invocations));
        if (iteration.getType() == IterationType.MEASUREMENT) {
            keep(benchmark, own, operations);
            if (++measured == iteration.getCount() && fork == 1) {
                all.add(new TextResult(notes(sum), "work.notes"));
            }
        }
        return all;
    }

    private void addVmWork(Results results) throws IOException {
        try {
            if (vm != null) {
                results.add(vm.counts());
            }
        } catch (IllegalStateException e) {
            withoutVm = e.getMessage();
        }
    }

    private void keep(BenchmarkParams benchmark, Map<String, Totals> own, double operations) throws IOException {
        methods.add(own, operations);
        if (options.folder() != null) {
            methods.write(options.folder().resolve(MethodFile.nameOf(benchmark, fork)), benchmark);
        }
    }

    private String notes(Totals sum) {
        List<String> missing = new ArrayList<>(reader.failures());
        if (withoutVm != null) {
            missing.add(0, withoutVm);
        }
        if (sum.unsized() != null) {
            missing.add(0, "bytes: the size of " + sum.unsized() + " could not be found out");
        }
        return Notes.of(methods, options.jdk() ? reader.intrinsics() : -1, missing);
    }

    private static Totals sum(Map<String, Totals> methods) {
        Totals sum = new Totals();
        methods.values().forEach(sum::add);
        return sum;
    }
}
