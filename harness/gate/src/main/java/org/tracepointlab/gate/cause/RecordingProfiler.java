package org.tracepointlab.gate.cause;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.IterationType;

/**
 * Records the measured iterations of a fork with the JDK's flight recorder: {@value #RECORDING} in the working folder,
 * and in {@value #FACTS} how many operations they were. For a fork that is not timed; JMH calls it, in one thread. It
 * needs the JDK and JMH alone.
 */
public final class RecordingProfiler implements InternalProfiler {

    /** What was recorded. */
    public static final String RECORDING = "recording.jfr";
    /** {@link Properties}: {@value #OPERATIONS} of the recording, those included that JMH does not time. */
    public static final String FACTS = "recording.properties";

    static final String OPERATIONS = "operations";
    /** Options of the fork's virtual machine: samples where they are, and whole stacks. */
    static final List<String> JVM_OPTIONS = List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints",
            "-XX:FlightRecorderOptions=stackdepth=512");

    static final Duration SAMPLES_EACH = Duration.ofMillis(10);
    static final Duration NATIVE_SAMPLES_EACH = Duration.ofMillis(20);
    static final String CPU_TIME_SAMPLE = "jdk.CPUTimeSample";
    /** A long recording of short waits is cut at its beginning. */
    static final long MOST_BYTES = 256L << 20;

    private Recording recording;
    private long operations;
    private int iterations;

    /** Called by JMH. */
    public RecordingProfiler() {
        // nothing is recorded before the first measured iteration
    }

    @Override
    public String getDescription() {
        return "Records the measured iterations with the flight recorder";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        if (iteration.getType() == IterationType.MEASUREMENT && recording == null) {
            recording = recording();
            recording.start();
        }
    }

    private static Recording recording() {
        Recording made = new Recording();
        made.setMaxSize(MOST_BYTES);
        made.enable("jdk.ExecutionSample").withPeriod(SAMPLES_EACH);
        made.enable("jdk.NativeMethodSample").withPeriod(NATIVE_SAMPLES_EACH);
        made.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s").withStackTrace();
        for (String event : List.of("jdk.Deoptimization", "jdk.ExecuteVMOperation", "jdk.Compilation",
                "jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadPark", "jdk.ThreadSleep")) {
            made.enable(event).withoutThreshold();
        }
        for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
            if (type.getName().equals(CPU_TIME_SAMPLE)) { // from JDK 25 on, where the system has timers for it
                made.enable(CPU_TIME_SAMPLE).with("throttle", SAMPLES_EACH.toMillis() + "ms").withStackTrace();
            }
        }
        return made;
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        if (recording != null && iteration.getType() == IterationType.MEASUREMENT) {
            operations += result.getMetadata().getAllOps();
            if (++iterations == iteration.getCount()) {
                end();
            }
        }
        return List.of();
    }

    private void end() {
        recording.stop();
        Properties facts = new Properties();
        facts.setProperty(OPERATIONS, "" + operations);
        try (Recording ended = recording; Writer out = Files.newBufferedWriter(Path.of(FACTS))) {
            ended.dump(Path.of(RECORDING));
            facts.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
