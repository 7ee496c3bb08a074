package org.tracepointlab.gate.duet;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * Writes down how JMH would run a benchmark, in place of running it: what its annotations and the options say, in
 * {@value #FILE} of the working folder, and the command of its fork, which {@link CommandRecorder} is given to run.
 * For JMH's host, in its own thread.
 */
public final class CommandProfiler implements ExternalProfiler {

    /** {@link Properties}: {@code results}, how many there would be, and the last one's parameters. */
    public static final String FILE = "probe.properties";

    private int results;

    /** Called by JMH. */
    public CommandProfiler() {
        // nothing is begun yet
    }

    @Override
    public String getDescription() {
        return "Writes down the commands of forks in place of running them";
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
        results++;
        Properties found = new Properties();
        found.setProperty("results", "" + results);
        found.setProperty("mode", params.getMode().shortLabel());
        found.setProperty("threads", "" + params.getThreads());
        found.setProperty("groups", Arrays.stream(params.getThreadGroups()).mapToObj(Integer::toString)
                .collect(Collectors.joining(",")));
        found.setProperty("unit", params.getTimeUnit().name());
        found.setProperty("operations", "" + params.getOpsPerInvocation());
        found.setProperty("synchronised", "" + params.shouldSynchIterations());
        found.setProperty("timeout", "" + params.getTimeout().convertTo(TimeUnit.MILLISECONDS));
        iterations(found, "warmup", params.getWarmup());
        iterations(found, "measurement", params.getMeasurement());
        found.setProperty("jvmArgs", params.getJvmArgs().stream().map(Object::toString)
                .collect(Collectors.joining("\n")));
        try (Writer out = Files.newBufferedWriter(Path.of(FILE))) {
            found.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", home(),
                CommandRecorder.class.getName());
    }

    private static void iterations(Properties found, String name, IterationParams iterations) {
        found.setProperty(name + ".count", "" + iterations.getCount());
        found.setProperty(name + ".millis", "" + iterations.getTime().convertTo(TimeUnit.MILLISECONDS));
        found.setProperty(name + ".batch", "" + iterations.getBatchSize());
    }

    private static String home() {
        try {
            return Path.of(CommandProfiler.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("expected to be loaded from a file, found " + e.getInput(), e);
        }
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams params) {
        return List.of();
    }

    @Override
    public void beforeTrial(BenchmarkParams params) {
        // nothing runs
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
}
