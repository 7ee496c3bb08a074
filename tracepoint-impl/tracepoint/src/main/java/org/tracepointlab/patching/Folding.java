package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The armed keys of a patcher, and when they are folded. Thread-safe.
 *
 * <p>A batch is scheduled when a key is turned off and none is scheduled. It folds the keys that have been off for the
 * quiet time, and schedules another one if some have not. Nothing here is referred to by the timer while no batch is
 * scheduled, so a patcher that nobody uses is collected.
 */
final class Folding {

    /** From so many keys on, it pays to throw away the code of all at once. */
    private static final int MANY = 4;

    private final FoldingRate rate;
    private final FoldingTimer timer;
    private final CodeGroup group;
    private final Set<DeferredKey> armed = new LinkedHashSet<>(); // under its monitor
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong failures = new AtomicLong();
    private final Object oneBatch = new Object();
    private final AtomicLong patches;
    private volatile long restUntil;
    private volatile boolean manyFollow;

    /**
     * Of no keys yet.
     *
     * @param rate    when they are folded
     * @param timer   runs batches
     * @param group   the code that is compiled around them
     * @param patches counts what turns keys on and off
     */
    Folding(FoldingRate rate, FoldingTimer timer, CodeGroup group, AtomicLong patches) {
        this.rate = rate;
        this.timer = timer;
        this.group = group;
        this.patches = patches;
        this.restUntil = timer.nanoTime();
    }

    MethodHandle join(MethodHandle test) {
        return group.join(test);
    }

    void patched() {
        patches.incrementAndGet();
    }

    void manyFollow(boolean value) {
        manyFollow = value;
    }

    /** Comes before each patch of a call site that is not one of folding. */
    void beforeSite() {
        if (manyFollow) {
            manyFollow = false;
            group.discard();
        }
    }

    long nanoTime() {
        return timer.nanoTime();
    }

    long failures() {
        return failures.get();
    }

    int armed() {
        synchronized (armed) {
            return armed.size();
        }
    }

    /** The key is about to be armed, and its monitor is held. */
    void add(DeferredKey key) {
        synchronized (armed) {
            armed.add(key);
        }
    }

    /** The key's site is folded, and its monitor is held. */
    void remove(DeferredKey key) {
        synchronized (armed) {
            armed.remove(key);
        }
    }

    /** A key was turned off. Throws nothing: the key is off. */
    void wanted() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            schedule(rate.quietNanos());
        }
    }

    private void schedule(long nanos) {
        try {
            timer.schedule(this::run, Math.max(nanos, restUntil - timer.nanoTime()));
        } catch (Throwable noThread) {
            scheduled.set(false);
            failures.incrementAndGet();
        }
    }

    /** Forgets that it was scheduled before it looks at the keys: whoever turns one off later schedules again. */
    private void run() {
        scheduled.set(false);
        long next;
        try {
            next = batch();
        } catch (Throwable thrown) {
            failures.incrementAndGet();
            next = rate.quietNanos();
        }
        if (next >= 0 && scheduled.compareAndSet(false, true)) {
            schedule(next);
        }
    }

    /** Folds what is due. Returns in how many nanoseconds the next key is, or -1 if none is off. */
    private long batch() {
        long start = timer.nanoTime();
        List<DeferredKey> due = new ArrayList<>();
        long next = -1;
        for (DeferredKey key : keys()) {
            if (key.mayFold()) {
                long left = key.offSince() + rate.quietNanos() - start;
                if (left <= 0) {
                    due.add(key);
                } else {
                    next = next < 0 ? left : Math.min(next, left);
                }
            }
        }
        if (!due.isEmpty()) {
            try {
                fold(due);
            } finally {
                long now = timer.nanoTime();
                long took = now - start;
                restUntil = now + Math.max(rate.intervalNanos() - took, FoldingRate.SHARE * took);
            }
        }
        return next;
    }

    private List<DeferredKey> keys() {
        synchronized (armed) {
            return new ArrayList<>(armed);
        }
    }

    int foldAll() {
        return fold(keys().stream().filter(DeferredKey::mayFold).toList());
    }

    private int fold(List<DeferredKey> keys) {
        synchronized (oneBatch) {
            if (keys.size() >= MANY) {
                group.discard();
            }
            int folded = 0;
            for (DeferredKey key : keys) {
                folded += key.fold() ? 1 : 0;
            }
            return folded;
        }
    }
}
