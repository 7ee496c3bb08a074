package org.tracepointlab.lab.run;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One line that says how far a run is. On a terminal the line is drawn over itself; elsewhere (a log of a build) a new
 * line is printed for the first and the last fork and every 10 seconds. Not thread-safe.
 */
public final class Progress {

    private static final long PLAIN_INTERVAL_NANOS = 10_000_000_000L;
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final int slots;
    private final Eta eta;
    private final long start = System.nanoTime();
    private long lastPlain = start - PLAIN_INTERVAL_NANOS;

    /** Prints to this stream. */
    public Progress(PrintStream out, boolean terminal, int slots, Eta eta) {
        this.out = out;
        this.terminal = terminal;
        this.slots = slots;
        this.eta = eta;
    }

    /** A fork of the cell of this name starts now. */
    void starting(String label, int round) {
        long now = System.nanoTime();
        if (!terminal && now - lastPlain < PLAIN_INTERVAL_NANOS) {
            return;
        }
        lastPlain = now;
        String line = line(label + (round > 0 ? " fork " + (round + 1) : ""), now);
        if (terminal) {
            String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 3) + "..." : line;
            out.printf(Locale.ROOT, "\r%-" + WIDTH + "s", cut);
            out.flush();
        } else {
            out.println(line);
        }
    }

    /** All forks have run, or one failed. */
    void ended() {
        if (terminal) {
            out.printf(Locale.ROOT, "\r%-" + WIDTH + "s\r", "");
        }
        if (eta.done() == slots) {
            out.printf(Locale.ROOT, "[%d/%d] measured in %s%n", slots, slots, clock(elapsed(System.nanoTime())));
        }
        out.flush();
    }

    private String line(String what, long now) {
        return String.format(Locale.ROOT, "[%d/%d] %s elapsed, about %s left: %s", eta.done() + 1, slots,
                clock(elapsed(now)), clock(eta.remainingSeconds()), what);
    }

    private double elapsed(long now) {
        return (now - start) / 1e9;
    }

    /** Minutes and seconds. */
    static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
