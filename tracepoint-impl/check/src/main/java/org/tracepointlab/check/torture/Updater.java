package org.tracepointlab.check.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The updater: replaces the structure, waits for a grace period in a way picked at random, and ages by one stage what
 * it has replaced so far. A structure that went to a callback is aged by callbacks all the way. Its own thread is a
 * reader too.
 */
final class Updater extends OnlineParticipant {

    private static final long FIRST_POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(10);
    private static final long LAST_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    final long[] gracePeriods = new long[Kind.values().length];
    long cookies;
    long waitsSpared;

    private final List<Structure> replaced = new ArrayList<>();

    Updater(Session session, String name, SplittableRandom random) {
        super(session, name, random);
    }

    @Override
    void turn() {
        quiescentState();
        delay();
        Structure old = session.pipeline.replace();
        Kind kind = Kind.of(random.nextInt());
        if (kind == Kind.CALLBACK) {
            session.inFlight.incrementAndGet();
            rcu.call(new Ageing(old));
            return;
        }
        replaced.add(old);
        if (await(kind)) {
            gracePeriods[kind.ordinal()]++;
            replaced.removeIf(session.pipeline::age);
        }
    }

    /** Returns whether a grace period is over, or the run. */
    private boolean await(Kind kind) {
        long cookie = rcu.getState();
        switch (kind) {
            case SYNCHRONIZE -> rcu.synchronize();
            case EXPEDITED -> rcu.synchronizeExpedited();
            case CONDITIONAL -> {
                delay();
                if (!rcu.condSynchronize(cookie)) {
                    waitsSpared++;
                }
            }
            case POLLED -> {
                if (!poll(rcu.startPoll())) {
                    return false;
                }
            }
            default -> throw new IllegalStateException("expected a kind that is waited for, found " + kind);
        }
        cookies++;
        checkElapsed(cookie, kind);
        return true;
    }

    private boolean poll(long cookie) {
        long start = System.nanoTime();
        long pause = FIRST_POLL_NANOS;
        while (!rcu.pollState(cookie)) {
            if (!session.running()) {
                return false;
            }
            if (System.nanoTime() - start > session.settings.patience().toNanos()) {
                session.failures.add(Check.STUCK, name() + ": cookie " + cookie + " of startPoll had not elapsed after "
                        + session.settings.patience().toMillis() + " ms");
                return false;
            }
            quiescentState(); // the grace period waits for this thread as well
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LAST_POLL_NANOS);
        }
        return true;
    }

    /** Ages its structure, and gives itself to the domain again until the last stage. */
    private final class Ageing implements Runnable {
        private final Structure old;

        Ageing(Structure old) {
            this.old = old;
        }

        @Override
        public void run() {
            session.callbacks.increment();
            if (session.pipeline.age(old)) {
                session.inFlight.decrementAndGet();
            } else {
                rcu.call(this);
            }
        }
    }
}
