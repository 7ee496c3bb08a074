package org.tracepointlab.gate.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tracepointlab.gate.core.ProcessTree;

/**
 * Ends a gate before it is decided, with a verdict on what has run: at Ctrl-C and SIGTERM, when the forks are killed
 * anyway. Thread-safe. Asking never waits; a JVM that goes down waits for the verdict's files, for seconds at most.
 */
public final class Stop implements AutoCloseable {

    private static final long SECONDS_TO_WRITE = 20;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::goDown, "stop-gate");
    private volatile boolean asked;

    /** One that is asked by the end of this JVM, until it is closed. */
    public static Stop atExit() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    private void goDown() {
        ask();
        try {
            if (!written.await(SECONDS_TO_WRITE, TimeUnit.SECONDS)) {
                System.err.println("gate: stopped before the verdict so far could be written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the gate end as soon as it can. */
    public void ask() {
        asked = true;
    }

    /** From the moment on in which the hook is started: forks are killed by hooks of their own, in no order. */
    public boolean isAsked() {
        return asked || hook.getState() != Thread.State.NEW;
    }

    /** All files of the gate are written, or will not be. */
    @Override
    public void close() {
        written.countDown();
        ProcessTree.removeHook(hook);
    }
}
