package org.tracepointlab.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Threads that do nothing but go through sections, one after the other, with a quiescent state after each; and one
 * thread that holds registered readers which do nothing at all.
 */
final class BusyReaders implements AutoCloseable {

    private static final VarHandle SECTIONS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LINE = 16; // longs in two cache lines: no counter shares one with another thread's

    private final List<Thread> threads = new ArrayList<>();
    private final long[] sections;
    private final CountDownLatch idle = new CountDownLatch(1);
    private volatile boolean running = true;

    BusyReaders(Guards guards, int busy, int idleReaders) {
        sections = new long[(busy + 1) * LINE];
        CountDownLatch registered = new CountDownLatch(busy + 1);
        for (int i = 0; i < busy; i++) {
            int slot = (i + 1) * LINE;
            start("reader-" + i, () -> read(guards, registered, slot));
        }
        start("idle-readers", () -> rest(guards, registered, idleReaders));
        await(registered);
    }

    private void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void read(Guards guards, CountDownLatch registered, int slot) {
        ReadGuard reader = guards.reader();
        registered.countDown();
        long n = 0;
        while (running) {
            long stamp = reader.enter();
            SECTIONS.setOpaque(sections, slot, ++n);
            reader.exit(stamp);
            reader.quiescentState();
        }
        reader.close();
    }

    private void rest(Guards guards, CountDownLatch registered, int idleReaders) {
        List<ReadGuard> readers = new ArrayList<>();
        for (int i = 0; i < idleReaders; i++) {
            ReadGuard reader = guards.reader();
            reader.rest();
            readers.add(reader);
        }
        registered.countDown();
        await(idle);
        readers.forEach(ReadGuard::close);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while readers were starting or resting", e);
        }
    }

    /** How many sections they have been through, all together. */
    long sections() {
        long sum = 0;
        for (int slot = LINE; slot < sections.length; slot += LINE) {
            sum += (long) SECTIONS.getOpaque(sections, slot);
        }
        return sum;
    }

    /** Ends them. */
    @Override
    public void close() {
        running = false;
        idle.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while the readers were being stopped", e);
            }
        }
    }
}
