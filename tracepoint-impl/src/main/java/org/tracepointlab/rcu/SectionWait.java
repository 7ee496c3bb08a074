package org.tracepointlab.rcu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Waits for {@link SectionReader}s by parking, one updater at a time: the updater names itself, looks at the reader once
 * more, and parks until the reader's exit unparks it. Callers serialise their waits.
 *
 * <p>Blocking; no busy waiting. It wakes every {@value #LIVENESS_MILLIS} ms all the same to see whether the reader's thread
 * has died, which nobody announces.
 */
public final class SectionWait {

    private static final long LIVENESS_MILLIS = 100;
    private static final VarHandle WAITING;

    static {
        try {
            WAITING = MethodHandles.lookup().findVarHandle(SectionWait.class, "waiting", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Thread waiting;

    /** The updater to unpark, or null; a load-acquire. */
    public Thread waitingAcquire() {
        return (Thread) WAITING.getAcquire(this);
    }

    /**
     * Waits until each of the readers has been outside of its sections at some time since the call. Not interruptible; an
     * interrupt is kept.
     *
     * @param dead is told of each reader whose thread has ended
     */
    public void awaitAll(Iterable<SectionReader> readers, Consumer<SectionReader> dead) {
        // Partner of ordering 1 in SectionReader: the caller's stores come before the loads of the counts.
        VarHandle.fullFence();
        boolean interrupted = false;
        for (SectionReader r : readers) {
            interrupted |= await(r, r.sectionsAcquire());
            if (r.isDead()) {
                dead.accept(r);
            }
        }
        // What the sections did comes before what the caller does next, whichever way the counts were seen.
        VarHandle.fullFence();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean await(SectionReader reader, long snapshot) {
        if (reader.quiescentSince(snapshot)) {
            return false;
        }
        boolean interrupted = false;
        WAITING.setRelease(this, Thread.currentThread());
        try {
            VarHandle.fullFence(); // partner of ordering 3 in SectionReader
            while (!reader.quiescentSince(snapshot)) {
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(LIVENESS_MILLIS));
                interrupted |= Thread.interrupted();
            }
        } finally {
            WAITING.setRelease(this, null);
        }
        return interrupted;
    }
}
