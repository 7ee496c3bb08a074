package org.tracepointlab.lab.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tracepointlab.gate.core.ProcessTree;

/**
 * Closes what was registered, the last first: at its own {@link #close}, or when the JVM is told to end (Ctrl-C,
 * SIGTERM), whichever comes first. Only SIGKILL leaves things behind, for the next probe to remove. Thread-safe.
 */
public final class Cleanup implements AutoCloseable {

    private final Deque<Undo> undos = new ArrayDeque<>();
    private final Thread hook = new Thread(this::signalled, "lab-kernel-cleanup");
    private volatile boolean ending;

    /** Something to be undone. */
    @FunctionalInterface
    public interface Undo {
        /** Does it; again does nothing. */
        void close();
    }

    /** Begins to listen for the end of the JVM. */
    public static Cleanup begin() {
        Cleanup cleanup = new Cleanup();
        Runtime.getRuntime().addShutdownHook(cleanup.hook);
        return cleanup;
    }

    /** Registers something that was just made. */
    public synchronized <T extends Undo> T add(T undo) {
        undos.push(undo);
        return undo;
    }

    /** True once a signal has come: what fails from then on fails because of it. */
    public boolean ending() {
        return ending;
    }

    private void signalled() {
        ending = true;
        undo();
    }

    private synchronized void undo() {
        RuntimeException first = null;
        while (!undos.isEmpty()) {
            try {
                undos.pop().close();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void close() {
        undo();
        if (!ending) {
            ProcessTree.removeHook(hook);
        }
    }
}
