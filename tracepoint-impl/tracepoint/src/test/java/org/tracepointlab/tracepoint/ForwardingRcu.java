package org.tracepointlab.tracepoint;

import org.tracepointlab.rcu.Rcu;

/** A domain that hands everything on: for tests to override what they watch or break. */
public class ForwardingRcu implements Rcu {

    /** What everything is handed on to. */
    protected final Rcu rcu;

    /** Hands on to this domain. */
    public ForwardingRcu(Rcu rcu) {
        this.rcu = rcu;
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
        rcu.synchronize();
    }

    @Override
    public void synchronizeExpedited() {
        rcu.synchronizeExpedited();
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
        return rcu.pollState(cookie);
    }

    @Override
    public boolean condSynchronize(long cookie) {
        return rcu.condSynchronize(cookie);
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
