package org.tracepointlab.tracepoint.load;

import org.tracepointlab.rcu.Rcu;

/** A domain with a mistake: for canaries to override. */
class EditedRcu implements Rcu {

    final Rcu rcu;

    EditedRcu(Rcu rcu) {
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
