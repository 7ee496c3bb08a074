package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tracepointlab.rcu.Rcu;

/**
 * The weakest RCU that is legal, on real threads: a wait ends as soon as the readers have left that were inside when
 * its cookie was taken. For replays only: it is slow, sections do not nest, and callbacks run when it is closed.
 */
final class WeakestRcu implements Rcu {

    private final Map<Thread, Long> inside = new HashMap<>();
    private final Map<Long, Set<Long>> cookies = new HashMap<>();
    private final List<Runnable> callbacks = new ArrayList<>();
    private long sections;
    private long taken;

    @Override
    public synchronized void readLock() {
        inside.put(Thread.currentThread(), ++sections);
    }

    @Override
    public synchronized void readUnlock() {
        inside.remove(Thread.currentThread());
        notifyAll();
    }

    @Override
    public synchronized boolean inReadSection() {
        return inside.containsKey(Thread.currentThread());
    }

    @Override
    public synchronized long getState() {
        cookies.put(++taken, new HashSet<>(inside.values()));
        return taken;
    }

    @Override
    public long startPoll() {
        return getState();
    }

    @Override
    public synchronized boolean pollState(long cookie) {
        Set<Long> waitedFor = cookies.get(cookie);
        waitedFor.retainAll(inside.values());
        return waitedFor.isEmpty();
    }

    @Override
    public synchronized boolean condSynchronize(long cookie) {
        boolean waits = !pollState(cookie);
        while (!pollState(cookie)) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("a replay was interrupted while it waited for readers", e);
            }
        }
        return waits;
    }

    @Override
    public void synchronize() {
        condSynchronize(getState());
    }

    @Override
    public void synchronizeExpedited() {
        synchronize();
    }

    @Override
    public synchronized void call(Runnable callback) {
        callbacks.add(callback);
    }

    @Override
    public void close() {
        callbacks.forEach(Runnable::run);
    }

    @Override
    public Reader register() {
        throw new UnsupportedOperationException("replays use readLock");
    }

    @Override
    public void barrier() {
        throw new UnsupportedOperationException("callbacks of a replay run when it is closed");
    }
}
