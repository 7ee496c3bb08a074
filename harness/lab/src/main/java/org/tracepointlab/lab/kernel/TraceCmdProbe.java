package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The seed's own two commands, {@code trace-cmd start -e all} and {@code trace-cmd start -p nop}, on the global
 * instance; as plain writes where trace-cmd is missing or fails. {@link #close} restores what was found, may be called
 * more than once, and from any thread: a shutdown hook calls it too.
 */
public final class TraceCmdProbe implements AutoCloseable, Cleanup.Undo {

    private static final long PATIENCE_SECONDS = 300;
    private static final List<String> ALL_ON = List.of("start", "-e", "all");
    private static final List<String> ALL_OFF = List.of("start", "-p", "nop");

    private final Path tracefs;
    private final String traceCmd;
    private final TraceState before;
    private final Consumer<String> notes;
    private boolean plain;
    private boolean closed;
    private volatile boolean ending;

    /**
     * Looks at the state first.
     *
     * @param traceCmd the command
     * @param notes gets what the user should know
     * @throws UnavailableException if somebody is tracing: events are on, or a tracer is set
     */
    public static TraceCmdProbe begin(Path tracefs, String traceCmd, Consumer<String> notes) throws IOException {
        TraceState before = TraceState.of(tracefs);
        List<String> on = before.enabled();
        if (!on.isEmpty()) {
            throw new UnavailableException("kernel --literal: expected no event to be on in " + tracefs + ", found "
                    + on.size()
                    + ", such as " + on.get(0) + "; trace-cmd would turn them off: end that tracing first");
        }
        if (!before.value("current_tracer").equals("nop")) {
            throw new UnavailableException("kernel --literal: expected the tracer nop in " + tracefs + ", found "
                    + before.value("current_tracer") + "; trace-cmd would replace it: end that tracing first");
        }
        return new TraceCmdProbe(tracefs, traceCmd, before, notes);
    }

    private TraceCmdProbe(Path tracefs, String traceCmd, TraceState before, Consumer<String> notes) {
        this.tracefs = tracefs;
        this.traceCmd = traceCmd;
        this.before = before;
        this.notes = notes;
    }

    /** Runs both, timed whole, process included. Returns how it was done: {@code trace-cmd} or {@code plain writes}. */
    public String run(int repeat, int tracepoints, Consumer<KernelSweep.Timing> sink) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("restored already");
            }
            if (!plain) {
                Optional<String> failure = failure(sink, repeat, tracepoints);
                if (ending) {
                    throw new IOException("ended by a signal");
                }
                if (failure.isPresent()) {
                    notes.accept("trace-cmd does not work here (" + failure.get() + "): plain writes instead");
                    plain = true;
                    restore();
                }
            }
            if (plain) {
                timed(sink, "literal_enable", repeat, tracepoints, () -> write("events/enable", "1"));
                timed(sink, "literal_disable", repeat, tracepoints, () -> {
                    write("events/enable", "0");
                    write("current_tracer", "nop");
                });
            }
        }
        return plain ? "plain writes" : "trace-cmd";
    }

    private Optional<String> failure(Consumer<KernelSweep.Timing> sink, int repeat, int tracepoints)
            throws IOException {
        List<KernelSweep.Timing> timings = new ArrayList<>();
        try {
            timed(timings::add, "literal_enable", repeat, tracepoints, () -> traceCmd(ALL_ON));
            if (TraceState.of(tracefs).enabled().isEmpty()) {
                return Optional.of("after trace-cmd start -e all no event is on");
            }
            timed(timings::add, "literal_disable", repeat, tracepoints, () -> traceCmd(ALL_OFF));
            if (!TraceState.of(tracefs).enabled().isEmpty()) {
                return Optional.of("after trace-cmd start -p nop events are still on");
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        timings.forEach(sink);
        return Optional.empty();
    }

    private void traceCmd(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(traceCmd));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + (said.isEmpty() ? "failed" : said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Something that writes to tracefs. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    private static void timed(Consumer<KernelSweep.Timing> sink, String phase, int repeat, int tracepoints,
            Action action)
            throws IOException {
        long start = System.nanoTime();
        action.run();
        sink.accept(new KernelSweep.Timing(phase, tracepoints, repeat, (System.nanoTime() - start) / 1e9));
    }

    private void write(String file, String text) throws IOException {
        EventFile.write(tracefs.resolve(file), text);
    }

    /** Restores. A run that is under way ends first: what it does cannot be taken back half-way. */
    @Override
    public void close() {
        ending = true;
        synchronized (this) {
            if (!closed) {
                closed = true;
                try {
                    restore();
                } catch (IOException e) {
                    throw new IllegalStateException("could not restore " + tracefs + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void restore() throws IOException {
        write("events/enable", "0");
        TraceState now = TraceState.of(tracefs);
        // The tracer first: it decides which options there are.
        for (String file : List.of("current_tracer", "trace_clock", "buffer_size_kb", "tracing_on")) {
            writeBack(now, file);
        }
        for (String file : now.values().keySet()) {
            if (file.startsWith("options/")) {
                writeBack(now, file);
            }
        }
    }

    private void writeBack(TraceState now, String file) throws IOException {
        String wanted = before.value(file);
        if (!wanted.isEmpty() && !wanted.equals(TraceState.UNUSED) && !wanted.equals(now.value(file))) {
            write(file, file.equals("trace_clock") ? chosen(wanted) : wanted);
        }
    }

    /** The clock's file lists all, with the chosen one in brackets. */
    private static String chosen(String clocks) {
        int open = clocks.indexOf('[');
        return open < 0 ? clocks : clocks.substring(open + 1, clocks.indexOf(']'));
    }
}
