package org.tracepointlab.gate.cause;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads what {@link RecordingProfiler} left. Of the benchmark's threads it takes what ran inside of the benchmark
 * method, and neither setups nor JMH; of other threads all, except for those of JMH, the recorder and the collector.
 * For one recording.
 */
final class RecordingReader {

    private static final String EXECUTION_SAMPLE = "jdk.ExecutionSample";
    private static final String NATIVE_SAMPLE = "jdk.NativeMethodSample";
    private static final Pattern NOT_THE_BENCHMARKS = Pattern.compile("JFR .*|main|.*-jmh-worker-[0-9]+|Reference "
            + "Handler|Common-Cleaner|Finalizer|Signal Dispatcher|Attach Listener");

    private final Profile profile;
    private final boolean cpuTime;

    private RecordingReader(Profile profile, boolean cpuTime) {
        this.profile = profile;
        this.cpuTime = cpuTime;
    }

    /**
     * Reads a fork's folder.
     *
     * @throws IOException if there is no recording, or one that cannot be read; the message is one line
     */
    static Profile read(Path folder) throws IOException {
        Path file = folder.resolve(RecordingProfiler.RECORDING);
        if (!Files.isRegularFile(file)) {
            throw new IOException("found no recording at " + file);
        }
        Profile profile = new Profile(operations(folder.resolve(RecordingProfiler.FACTS)));
        profile.cut = Files.size(file) > RecordingProfiler.MOST_BYTES / 2;
        RecordingReader reader = new RecordingReader(profile, hasCpuTime(file));
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                reader.event(recording.readEvent());
            }
        } catch (RuntimeException e) { // what the parser says of a file that is none
            throw new IOException(file + ": expected a recording, found one that cannot be read: " + e, e);
        }
        return profile;
    }

    private static double operations(Path facts) throws IOException {
        Properties found = new Properties();
        try (Reader in = Files.newBufferedReader(facts)) {
            found.load(in);
            double operations = Double.parseDouble(found.getProperty(RecordingProfiler.OPERATIONS, "0"));
            return operations > 0 ? operations : Double.NaN;
        } catch (NumberFormatException e) {
            throw new IOException(facts + ": expected a number of operations", e);
        }
    }

    /** True where each thread's own time was sampled: then what is sampled by the clock is the same once more. */
    private static boolean hasCpuTime(Path file) throws IOException {
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (is(event, RecordingProfiler.CPU_TIME_SAMPLE) && event.getStackTrace() != null) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean is(RecordedEvent event, String type) {
        return event.getEventType().getName().equals(type);
    }

    private void event(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case RecordingProfiler.CPU_TIME_SAMPLE -> sample(event, event.getThread("eventThread"),
                    event.getDuration("samplingPeriod").toNanos(), false);
            case EXECUTION_SAMPLE -> {
                if (!cpuTime) {
                    sample(event, event.getThread("sampledThread"), RecordingProfiler.SAMPLES_EACH.toNanos(), false);
                }
            }
            case NATIVE_SAMPLE -> { // of a thread that waits in native code as well
                if (!cpuTime) {
                    sample(event, event.getThread("sampledThread"), RecordingProfiler.NATIVE_SAMPLES_EACH.toNanos(),
                            true);
                }
            }
            case "jdk.ObjectAllocationSample" -> {
                List<String> stack = stack(event, event.getThread(), false);
                if (!stack.isEmpty()) {
                    profile.allocated.add(Profile.innermost(stack) + ": " + type(event, "objectClass"),
                            event.getLong("weight"));
                }
            }
            case "jdk.ExecuteVMOperation" -> {
                String operation = event.getString("operation");
                if (!operation.startsWith("JFR")) {
                    profile.operationsOfVm.add(operation + (event.getBoolean("safepoint") ? " (safepoint)" : ""),
                            event.getDuration().toNanos());
                }
            }
            case "jdk.Deoptimization" -> profile.deoptimisations.add(method(event.getValue("method")) + ": "
                    + event.getString("reason"), 1);
            case "jdk.Compilation" -> profile.compilations.add("level " + event.getValue("compileLevel"),
                    event.getDuration().toNanos());
            case "jdk.JavaMonitorEnter" -> waited(event, "monitor", type(event, "monitorClass"));
            case "jdk.JavaMonitorWait" -> waited(event, "wait", type(event, "monitorClass"));
            case "jdk.ThreadPark" -> waited(event, "park", type(event, "parkedClass"));
            case "jdk.ThreadSleep" -> waited(event, "sleep", "");
            default -> { }
        }
    }

    private void sample(RecordedEvent event, RecordedThread thread, double nanos, boolean loopOnly) {
        List<String> stack = stack(event, thread, loopOnly);
        if (!stack.isEmpty()) {
            profile.sample(stack, nanos);
        }
    }

    /** Other threads wait all the time, for work: only the benchmark's are held up by it. */
    private void waited(RecordedEvent event, String how, String type) {
        List<String> stack = stack(event, event.getThread(), true);
        if (!stack.isEmpty()) {
            double nanos = event.getDuration().toNanos();
            profile.waits.add(Profile.innermost(stack) + ": " + (how + " " + type).strip(), nanos);
            Profile.within(stack).forEach(method -> profile.waitsWithin.add(method, nanos));
        }
    }

    private static String type(RecordedEvent event, String field) {
        return event.getClass(field) == null ? "" : MethodName.type(event.getClass(field).getName());
    }

    private static String method(RecordedMethod method) {
        return method == null ? "(unknown)" : MethodName.of(method.getType().getName(), method.getName());
    }

    /**
     * Methods on the stack, the outermost first; none if it is not the benchmark's doing.
     *
     * @param loopOnly whether only what ran inside of a benchmark method counts
     */
    private static List<String> stack(RecordedEvent event, RecordedThread thread, boolean loopOnly) {
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null) {
            return List.of();
        }
        List<String> stack = new ArrayList<>();
        for (RecordedFrame frame : trace.getFrames()) {
            RecordedMethod method = frame.getMethod();
            String type = method.getType().getName();
            if (MethodName.isLoop(type, method.getName())) {
                Collections.reverse(stack);
                return stack;
            }
            String name = method(method);
            // what calls itself is one frame: its depth says nothing, and hides what it was called by
            if (!MethodName.isLambdaObject(type) && (stack.isEmpty() || !stack.get(stack.size() - 1).equals(name))) {
                stack.add(name);
            }
        }
        boolean notTheirs = thread == null || thread.getJavaName() == null
                || NOT_THE_BENCHMARKS.matcher(thread.getJavaName()).matches();
        if (notTheirs && !trace.isTruncated() || loopOnly) {
            return List.of();
        }
        stack.removeIf(method -> method.startsWith("org.openjdk.jmh.runner."));
        if (!stack.isEmpty()) {
            stack.add(MethodName.OTHERS);
        }
        Collections.reverse(stack);
        return stack;
    }

}
