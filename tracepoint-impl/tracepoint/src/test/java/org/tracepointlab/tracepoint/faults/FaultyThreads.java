package org.tracepointlab.tracepoint.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Makes the domains' threads. A start of theirs may fail, before its effect or after; all of them are known. */
final class FaultyThreads implements ThreadFactory {

    private final Faults faults;
    private final Findings findings;
    private final List<Thread> made = new CopyOnWriteArrayList<>();

    FaultyThreads(Faults faults, Findings findings) {
        this.faults = faults;
        this.findings = findings;
    }

    @Override
    public Thread newThread(Runnable body) {
        Thread thread = new Thread(body) {
            @Override
            public void start() {
                faults.around(Kind.THREAD_START, (Runnable) super::start);
            }
        };
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((where, thrown) -> tell(thrown));
        made.add(thread);
        return thread;
    }

    /** Where callbacks run, what they throw comes here. */
    void tell(Throwable thrown) {
        if (!faults.isBehind(thrown)) {
            findings.mismatch("thrown by a callback: " + thrown);
        }
    }

    /** After the domains were closed. */
    void checkEnded(long deadlineNanos) throws InterruptedException {
        for (Thread thread : made) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())));
            if (thread.isAlive()) {
                findings.hang(thread.getName() + " lives on after close", thread);
            }
        }
    }
}
