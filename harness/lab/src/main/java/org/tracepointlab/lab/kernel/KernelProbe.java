package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One probe of the machine's own kernel, from finding tracefs to leaving it as it was. */
public final class KernelProbe {

    private final Supplier<Tracefs> tracefs;
    private final Settings settings;
    private final Consumer<String> progress;

    /**
     * What to do.
     *
     * @param sizes N to time; empty for the usual ones
     * @param repeats of each N
     * @param pauseMillis between repeats
     * @param literal whether to run the seed's own two commands as well
     * @param traceCmd the command for them
     */
    public record Settings(List<Integer> sizes, int repeats, long pauseMillis, boolean literal, String traceCmd) {
    }

    /**
     * What came of it.
     *
     * @param source for the column of that name: {@code host}, with {@code +record-cmd} where that could not be turned
     *     off
     * @param events that were enabled
     * @param refused events that cannot be enabled
     * @param timings in the order in which they were taken
     * @param notes what the user should know
     * @param differences in the state of tracing after and before; none if all is well
     * @param stateFiles how many values were compared
     */
    public record Result(String source, int events, List<String> refused, List<KernelSweep.Timing> timings,
            List<String> notes,
            List<String> differences, int stateFiles) {
    }

    /** @param progress gets a line now and then */
    public KernelProbe(Supplier<Tracefs> tracefs, Settings settings, Consumer<String> progress) {
        this.tracefs = tracefs;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @throws UnavailableException if this machine lacks something
     */
    public Result run() throws IOException {
        Cleanup cleanup = Cleanup.begin();
        try (cleanup) {
            Tracefs fs = cleanup.add(tracefs.get());
            List<String> notes = new ArrayList<>();
            fs.removed().forEach(r -> notes.add("removed what a killed probe had left: " + r));
            TraceState before = TraceState.of(fs.root());
            List<KernelSweep.Timing> timings = new ArrayList<>();
            Instance instance = cleanup.add(Instance.create(fs.root(), before.enabled().isEmpty()));
            KernelSweep sweep = new KernelSweep(instance, settings.repeats(), settings.pauseMillis(), timings::add);
            KernelSweep.Events events = sweep.events();
            if (events.events().isEmpty()) {
                throw new UnavailableException("kernel: expected events that can be enabled in " + fs.root()
                        + ", found none");
            }
            sweep(sweep, events.events());
            instance.close();
            if (settings.literal()) {
                literal(fs.root(), cleanup, events.events().size(), timings, notes);
            }
            if (instance.recordsCommands()) {
                notes.add("record-cmd could not be turned off (or events were on elsewhere): each N also contains the "
                        + "tracer's own 3 removals");
            }
            TraceState after = TraceState.of(fs.root());
            return new Result(instance.recordsCommands() ? "host+record-cmd" : "host", events.events().size(),
                    events.refused(), timings, notes, before.differences(after), before.values().size());
        } catch (ClosedChannelException e) {
            if (cleanup.ending()) {
                throw new UnavailableException("kernel: ended by a signal; tracing is as it was", e);
            }
            throw e;
        }
    }

    private void sweep(KernelSweep sweep, List<EventFile> events) throws IOException {
        List<Integer> sizes = settings.sizes().isEmpty() ? KernelSweep.sizes(events.size())
                : settings.sizes().stream().map(n -> Math.min(n, events.size())).distinct().sorted().toList();
        long total = sizes.stream().mapToLong(KernelProbe::weight).sum();
        long done = 0;
        long start = System.nanoTime();
        for (int n : sizes) {
            String left = done == 0 ? "" : String.format(Locale.ROOT, ", about %.0f s left",
                    (System.nanoTime() - start) / 1e9 / done * (total - done));
            progress.accept(n + " of " + events.size() + " events, " + settings.repeats() + " repeats" + left);
            sweep.run(events, List.of(n));
            done += weight(n);
        }
        progress.accept("events/enable, " + settings.repeats() + " repeats");
        sweep.runAll(events.size());
    }

    /** What a sweep of this N takes, roughly: pauses, and events. */
    private static long weight(int n) {
        return n + 200;
    }

    private void literal(Path root, Cleanup cleanup, int events, List<KernelSweep.Timing> timings, List<String> notes)
            throws IOException {
        TraceCmdProbe literal = cleanup.add(TraceCmdProbe.begin(root, settings.traceCmd(), notes::add));
        for (int repeat = 1; repeat <= settings.repeats(); repeat++) {
            progress.accept("the kernel commit's two commands, " + repeat + " of " + settings.repeats());
            String how = literal.run(repeat, events, timings::add);
            if (repeat == 1) {
                notes.add("literal_enable and literal_disable: " + how
                        + ", on the global instance, system calls included");
            }
        }
        literal.close();
    }
}
