package org.tracepointlab.patching;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs batches of folding later. Thread-safe. */
interface FoldingTimer {

    /** One daemon thread for all patchers; it ends after some idle time, and starts again when it is needed. */
    FoldingTimer SHARED = shared();

    /** A clock as {@link System#nanoTime}. */
    long nanoTime();

    /**
     * Runs the task once, on another thread.
     *
     * @param nanos in how many nanoseconds at the earliest
     */
    void schedule(Runnable task, long nanos);

    private static FoldingTimer shared() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, FoldingTimer::newThread);
        executor.setKeepAliveTime(10, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return new FoldingTimer() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void schedule(Runnable task, long nanos) {
                executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
            }
        };
    }

    /**
     * A thread that takes nothing along from whoever turned a key off. Up to JDK 23 a thread keeps hold of the classes
     * that made it, but for what is hidden by {@code doPrivileged}.
     */
    @SuppressWarnings("removal")
    private static Thread newThread(Runnable task) {
        Thread thread = AccessController.doPrivileged((PrivilegedAction<Thread>)
                () -> new Thread(null, task, "tracepointlab-folding", 0, false));
        thread.setContextClassLoader(null);
        thread.setDaemon(true);
        return thread;
    }
}
