package org.tracepointlab.tracepoint;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.tracepointlab.rcu.Rcu;

/**
 * A domain that tells when an updater waits. A deaf one does not wait at all and says that every grace period has
 * elapsed: what an implementation would do that forgot this half of its waits.
 */
class WatchedRcu extends ForwardingRcu {

    private final String name;
    private final boolean deaf;
    private final Queue<String> log;
    private volatile CompletableFuture<Void> waiting = new CompletableFuture<>();

    WatchedRcu(String name, Rcu rcu, boolean deaf, Queue<String> log) {
        super(rcu);
        this.name = name;
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
}
