package org.tracepointlab.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/** Threads that fire all sites in turn, for as long as they are told to, and count what they fired. */
final class FiringReaders {

    private static final VarHandle FIRED = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LINE = 16; // longs in two cache lines: no counter shares one with another thread's

    private final List<Thread> threads = new ArrayList<>();
    private final long[] fired;
    private volatile boolean running = true;

    FiringReaders(int count, List<Site> sites) {
        fired = new long[(count + 1) * LINE];
        for (int i = 0; i < count; i++) {
            int slot = (i + 1) * LINE;
            Thread t = new Thread(() -> fire(sites, slot), "reader-" + i);
            t.setDaemon(true);
            threads.add(t);
        }
        threads.forEach(Thread::start);
    }

    private void fire(List<Site> sites, int slot) {
        long n = 0;
        while (running) {
            for (Site s : sites) {
                s.run(n++);
            }
            FIRED.setOpaque(fired, slot, n);
        }
    }

    /** How often they have fired so far, all together, give or take a turn each. */
    long fired() {
        long sum = 0;
        for (int slot = LINE; slot < fired.length; slot += LINE) {
            sum += (long) FIRED.getOpaque(fired, slot);
        }
        return sum;
    }

    /** Ends them. */
    void stop() {
        running = false;
        for (Thread t : threads) {
            try {
                t.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while the readers were being stopped", e);
            }
        }
    }
}
