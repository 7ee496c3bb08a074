package org.tracepointlab.check.torture;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tracepointlab.rcu.Rcu;

/** One thread of a run: turn after turn until the run ends. What it counts is read when its thread has ended. */
abstract class Participant implements Runnable {

    private static final long MICROS_A_SPIN = 50;

    final Session session;
    final SplittableRandom random;
    private final String name;

    Participant(Session session, String name, SplittableRandom random) {
        this.session = session;
        this.name = name;
        this.random = random;
    }

    final String name() {
        return name;
    }

    /** One round of what it does. */
    abstract void turn() throws InterruptedException;

    /** Before the first turn. */
    void begin() {
    }

    /** After the last one. */
    void end() {
    }

    /** Before it waits for the stutter to pass. */
    void beforePause() {
    }

    /** After that. */
    void afterPause() {
    }

    @Override
    public final void run() {
        try {
            begin();
            while (goesOn()) {
                turn();
            }
            end();
        } catch (InterruptedException | RuntimeException | Error e) {
            session.failures.add(Check.CRASHED, name + " failed: " + e
                    + (e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0]));
        }
    }

    /** Whether there is a next turn, once a pause is over. Asked in this order: a run that ends in a pause has none. */
    private boolean goesOn() throws InterruptedException {
        if (session.stutter.isPaused()) {
            beforePause();
            session.stutter.await();
            afterPause();
        }
        return session.running();
    }

    /** True once in so many calls. */
    final boolean onceIn(int calls) {
        return random.nextInt(calls) == 0;
    }

    /** Mostly nothing, at times some microseconds, rarely long enough for others to run instead. */
    final void delay() {
        int chance = random.nextInt(1000);
        if (chance == 0) {
            LockSupport.parkNanos(random.nextLong(TimeUnit.MILLISECONDS.toNanos(2)));
        } else if (chance < 10) {
            Thread.yield();
        } else if (chance < 40) {
            long end = System.nanoTime() + random.nextLong(TimeUnit.MICROSECONDS.toNanos(MICROS_A_SPIN));
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    /** Checks a cookie that was taken before a grace period, which is over. */
    final void checkElapsed(long cookie, Kind kind) {
        Rcu rcu = session.rcu;
        for (int waits = 1; waits < session.subject.waitsUntilElapsed() && !rcu.pollState(cookie); waits++) {
            rcu.synchronize();
        }
        if (!rcu.pollState(cookie)) {
            session.failures.add(Check.COOKIE_AFTER,
                    name + ": cookie " + cookie + ", taken before a wait of kind " + kind
                    + ", had not elapsed after it");
        }
    }
}
