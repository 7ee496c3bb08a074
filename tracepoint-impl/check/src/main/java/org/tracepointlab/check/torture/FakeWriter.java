package org.tracepointlab.check.torture;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Changes nothing and waits all the same, so that grace periods meet and batch. */
final class FakeWriter extends OnlineParticipant {

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    long waits;
    long cookies;
    long barriers;

    FakeWriter(Session session, String name, SplittableRandom random) {
        super(session, name, random);
    }

    @Override
    void turn() {
        if (random.nextBoolean()) {
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                long cookie = rcu.getState();
                rcu.synchronize();
                waited(cookie, Kind.SYNCHRONIZE);
            }
            case 1 -> {
                long cookie = rcu.getState();
                rcu.synchronizeExpedited();
                waited(cookie, Kind.EXPEDITED);
            }
            case 2 -> {
                long cookie = rcu.getState();
                rcu.condSynchronize(cookie);
                waited(cookie, Kind.CONDITIONAL);
            }
            default -> barrier();
        }
        quiescentState();
    }

    private void waited(long cookie, Kind kind) {
        waits++;
        cookies++;
        checkElapsed(cookie, kind);
    }

    private void barrier() {
        AtomicBoolean ran = new AtomicBoolean();
        rcu.call(() -> ran.set(true));
        rcu.barrier();
        barriers++;
        if (!ran.get()) {
            session.failures.add(Check.BARRIER, name() + ": barrier returned before a callback given earlier had run");
        }
    }
}
