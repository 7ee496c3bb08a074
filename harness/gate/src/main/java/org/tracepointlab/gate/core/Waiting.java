package org.tracepointlab.gate.core;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What one who wants to measure does while somebody else measures: wait and say so once, or give up at once.
 *
 * @param who wants to, in a few words that others are shown
 * @param patient false to give up at once
 * @param say takes the line that says who is waited for
 * @param stopped whether to wait no longer
 */
public record Waiting(String who, boolean patient, Consumer<String> say, BooleanSupplier stopped) {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What nothing stops but an interrupt. */
    public Waiting(String who, boolean patient, Consumer<String> say) {
        this(who, patient, say, () -> false);
    }

    /** The same, which ends as soon as it is stopped. */
    public Waiting until(BooleanSupplier stop) {
        return new Waiting(who, patient, say, stop);
    }

    /** Waits, and says so as a line of the gate's progress. */
    public static Waiting patiently(String who, PrintStream progress) {
        return new Waiting(who, true, line -> {
            progress.println("gate: " + line);
            progress.flush();
        });
    }

    /** Something that may be free or not. */
    @FunctionalInterface
    interface Attempt<T> {
        /** Takes it, or returns null where another has it. */
        T take() throws IOException;
    }

    /** Names who has it. */
    @FunctionalInterface
    interface Holder {
        /** In a few words. */
        String name() throws IOException;
    }

    /**
     * Takes it as soon as it is free.
     *
     * @throws BusyException if it is not, and nobody is to wait
     * @throws IOException if the thread is interrupted, or stopped, while it waits
     */
    <T> T take(Attempt<T> attempt, Holder holder) throws IOException {
        T taken = attempt.take();
        if (taken == null) {
            String busy = "expected to measure alone on this machine, found " + holder.name();
            if (!patient) {
                throw new BusyException(busy + "; try again when that has ended, or wait for it (without --no-wait)");
            }
            say.accept(busy + "; waiting for its end (--no-wait gives up instead)");
        }
        while (taken == null) {
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.currentThread().isInterrupted() || stopped.getAsBoolean()) {
                throw new IOException("interrupted while another process measured");
            }
            taken = attempt.take();
        }
        return taken;
    }
}
