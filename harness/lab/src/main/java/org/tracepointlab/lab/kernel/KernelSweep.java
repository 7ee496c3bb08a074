package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Times enabling and disabling N events, one write to each open {@code enable} file, over several N. The clock is
 * {@link System#nanoTime}: on Linux CLOCK_MONOTONIC, which the HotSpot JVM reads.
 *
 * <p>Each repeat is an enable, a disable, an enable right behind it ({@code reenable}), and a disable. Between repeats
 * it pauses, so that no {@code enable} waits for the grace period of the disable before it.
 */
public final class KernelSweep {

    private static final int[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 400, 800, 1200, 1600, 2400, 3200};

    private final Instance instance;
    private final int repeats;
    private final long pauseMillis;
    private final Consumer<Timing> sink;

    /**
     * One timed operation.
     *
     * @param phase enable, disable, reenable, enable_all or disable_all
     * @param tracepoints N
     * @param repeat from 1; disables behind a reenable come after those behind an enable
     * @param seconds for all N
     */
    public record Timing(String phase, int tracepoints, int repeat, double seconds) {
    }

    /**
     * What the instance has.
     *
     * @param events that can be enabled
     * @param refused those that cannot
     */
    public record Events(List<EventFile> events, List<String> refused) {
    }

    /** @param sink gets each timing as soon as there is one */
    public KernelSweep(Instance instance, int repeats, long pauseMillis, Consumer<Timing> sink) {
        this.instance = instance;
        this.repeats = repeats;
        this.pauseMillis = pauseMillis;
        this.sink = sink;
    }

    /**
     * Tries every event once: some refuse to be enabled. What was not tried before is not timed the first time either.
     * All are enabled before the first is disabled, since an enable behind a disable waits for a grace period, each
     * time.
     */
    public Events events() throws IOException {
        List<EventFile> enabled = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (EventFile event : instance.events()) {
            if (enables(event)) {
                enabled.add(event);
            } else {
                refused.add(event.toString());
            }
        }
        List<EventFile> usable = new ArrayList<>();
        for (EventFile event : enabled) {
            event.set(false);
            if (event.read().startsWith("0")) {
                usable.add(event);
            } else {
                refused.add(event.toString());
            }
        }
        return new Events(List.copyOf(usable), List.copyOf(refused));
    }

    private static boolean enables(EventFile event) throws IOException {
        boolean on;
        try {
            event.set(true);
            on = event.read().startsWith("1");
        } catch (IOException e) {
            return false;
        }
        if (!on) {
            event.set(false);
        }
        return on;
    }

    /** The N of a sweep over so many events: the usual ones below it, and all. */
    public static List<Integer> sizes(int events) {
        TreeSet<Integer> sizes = new TreeSet<>();
        for (int size : SIZES) {
            if (size < events) {
                sizes.add(size);
            }
        }
        if (events > 0) {
            sizes.add(events);
        }
        return List.copyOf(sizes);
    }

    /** Times these N, each with the first events in the order of their names. */
    public void run(List<EventFile> events, List<Integer> sizes) throws IOException {
        for (int n : sizes) {
            List<EventFile> some = events.subList(0, n);
            for (int repeat = 1; repeat <= repeats; repeat++) {
                pause();
                time("enable", some, n, repeat, true);
                check(some, true);
                time("disable", some, n, repeat, false);
                time("reenable", some, n, repeat, true);
                check(some, true);
                time("disable", some, n, repeats + repeat, false);
                check(some, false);
            }
        }
    }

    /** Times {@code events/enable}: all events with one write, those of system calls included. */
    public void runAll(int tracepoints) throws IOException {
        EventFile all = instance.allEvents();
        for (int repeat = 1; repeat <= repeats; repeat++) {
            pause();
            time("enable_all", List.of(all), tracepoints, repeat, true);
            check(List.of(all), true);
            time("disable_all", List.of(all), tracepoints, repeat, false);
            check(List.of(all), false);
        }
    }

    private void time(String phase, List<EventFile> events, int tracepoints, int repeat, boolean on)
            throws IOException {
        long start = System.nanoTime();
        for (EventFile event : events) {
            event.set(on);
        }
        sink.accept(new Timing(phase, tracepoints, repeat, (System.nanoTime() - start) / 1e9));
    }

    /** Outside of what is timed, and never between a disable and the reenable behind it: did the writes do anything? */
    private static void check(List<EventFile> events, boolean on) throws IOException {
        for (EventFile event : events) {
            String state = event.read();
            // Some events refuse to be enabled, so that the file for all may say X.
            if (!state.startsWith(on ? "1" : "0") && !(on && state.equals("X"))) {
                throw new IOException(event + ": expected " + (on ? "1" : "0") + ", found " + state);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
