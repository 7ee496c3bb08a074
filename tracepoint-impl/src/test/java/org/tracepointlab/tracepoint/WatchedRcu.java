package org.tracepointlab.tracepoint;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.tracepointlab.rcu.Rcu;

/**
 * A domain that tells when an updater waits. A deaf one does not wait at all and says that every grace period has
 * elapsed: what an implementation would do that forgot this half of its waits.
 */
class WatchedRcu implements Rcu {

    private final String name;
    private final Rcu rcu;
    private final boolean deaf;
    private final Queue<String> log;
    private volatile CompletableFuture<Void> waiting = new CompletableFuture<>();

    WatchedRcu(String name, Rcu rcu, boolean deaf, Queue<String> log) {
        this.name = name;
        this.rcu = rcu;
        this.deaf = deaf;
        this.log = log;
    }

    /** Completes when the next updater begins to wait. */
    final CompletableFuture<Void> nextWait() {
        waiting = new CompletableFuture<>();
        return waiting;
    }

    final String waited() {
        return name + " waited";
    }

    @Override
    public Reader register() {
        return rcu.register();
    }

    @Override
    public void readLock() {
        rcu.readLock();
    }

    @Override
    public void readUnlock() {
        rcu.readUnlock();
    }

    @Override
    public boolean inReadSection() {
        return rcu.inReadSection();
    }

    @Override
    public void synchronize() {
        if (!deaf) {
            waiting.complete(null);
            rcu.synchronize();
            log.add(waited());
        }
    }

    @Override
    public void synchronizeExpedited() {
        synchronize();
    }

    @Override
    public long getState() {
        return rcu.getState();
    }

    @Override
    public long startPoll() {
        return rcu.startPoll();
    }

    @Override
    public boolean pollState(long cookie) {
        return deaf || rcu.pollState(cookie);
    }

    @Override
    public boolean condSynchronize(long cookie) {
        if (pollState(cookie)) {
            return false;
        }
        synchronize(); // asked once only: the reader may leave from here on
        return true;
    }

    @Override
    public void call(Runnable callback) {
        rcu.call(callback);
    }

    @Override
    public void barrier() {
        rcu.barrier();
    }

    @Override
    public void close() {
        rcu.close();
    }
}
