package org.tracepointlab.rcu;

/** How callbacks are run by every flavour. */
public final class Callbacks {

    private Callbacks() {
    }

    /**
     * Runs a callback; what it throws goes to the thread's uncaught-exception handler, and the thread lives on. What
     * that handler throws is ignored, as the JVM does.
     */
    public static void run(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable t) {
            handle(t);
        }
    }

    private static void handle(Throwable thrown) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable ignored) {
            // a handler that fails must not end the thread that all callbacks depend on
        }
    }
}
