package org.tracepointlab.rcu;

/** How callbacks are run by every flavour. */
public final class Callbacks {

    private Callbacks() {
    }

    /** Runs a callback; what it throws goes to the thread's uncaught-exception handler, and the thread lives on. */
    public static void run(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable t) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, t);
        }
    }
}
