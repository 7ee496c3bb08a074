package org.tracepointlab.check.torture;

import java.util.SplittableRandom;
import org.tracepointlab.rcu.Rcu;

/**
 * A reader: sections by its handle and by the thread's default, one inside the other at times. Between sections it
 * announces quiescent states, and now and again rests, registers anew, or waits for a grace period itself.
 */
final class TortureReader extends Participant {

    private static final int COOKIE_ONE_IN = 16;
    private static final int NESTED_ONE_IN = 4;
    private static final int MOVED_ONE_IN = 8;
    private static final int REST_ONE_IN = 1_000;
    private static final int REGISTER_ONE_IN = 5_000;
    private static final int WAIT_ONE_IN = 5_000;

    final long[] ages = new long[Structure.STAGES + 1];
    long sections;
    long nested;
    long cookies;
    long rests;
    long registrations;
    long waits;

    private final Rcu rcu;
    private final MovedSections moved;
    private Rcu.Reader handle;

    /**
     * @param moved where sections go that others end, or null if the flavour's can not
     */
    TortureReader(Session session, String name, SplittableRandom random, MovedSections moved) {
        super(session, name, random);
        this.rcu = session.rcu;
        this.moved = moved;
    }

    @Override
    void begin() {
        register();
    }

    private void register() {
        handle = rcu.register();
        registrations++;
    }

    @Override
    void turn() {
        if (moved != null && onceIn(MOVED_ONE_IN)) {
            moved.open(name(), onceIn(COOKIE_ONE_IN));
        } else {
            section();
        }
        handle.quiescentState();
        if (onceIn(REST_ONE_IN)) {
            beforePause();
            delay();
            afterPause();
        }
        if (onceIn(REGISTER_ONE_IN)) {
            handle.close();
            register();
        }
        if (onceIn(WAIT_ONE_IN)) {
            rcu.synchronize();
            waits++;
        }
    }

    private void section() {
        boolean byHandle = random.nextBoolean();
        lock(byHandle);
        Section section = new Section(session, name(), onceIn(COOKIE_ONE_IN));
        delay();
        if (onceIn(NESTED_ONE_IN)) {
            boolean innerByHandle = random.nextBoolean();
            lock(innerByHandle);
            section.check();
            unlock(innerByHandle);
            delay();
            nested++;
        }
        ages[section.checkLast()]++;
        unlock(byHandle);
        sections++;
        if (section.hasCookie()) {
            cookies++;
        }
    }

    private void lock(boolean byHandle) {
        if (byHandle) {
            handle.lock();
        } else {
            rcu.readLock();
        }
    }

    private void unlock(boolean byHandle) {
        if (byHandle) {
            handle.unlock();
        } else {
            rcu.readUnlock();
        }
    }

    @Override
    void beforePause() {
        handle.offline();
        rests++;
    }

    @Override
    void afterPause() {
        handle.online();
    }

    @Override
    void end() {
        if (moved != null) {
            moved.endAll();
        }
        handle.close();
    }
}
