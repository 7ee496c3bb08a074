package org.tracepointlab.tracepoint;

import org.tracepointlab.patching.Faults;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/** A domain whose waits, snapshots and callbacks are steps of some {@link Faults}. */
public final class FailingRcu extends ForwardingRcu {

    private final Faults faults;

    private FailingRcu(Rcu rcu, Faults faults) {
        super(rcu);
        this.faults = faults;
    }

    /** Both domains of the pair. */
    public static RcuDomains domains(RcuDomains domains, Faults faults) {
        return new RcuDomains(domains.name(), new FailingRcu(domains.rcu(), faults),
                new FailingRcu(domains.srcu(), faults),
                domains.releaseArrays(), domains.closer());
    }

    @Override
    public void synchronize() {
        faults.step("synchronize", rcu::synchronize);
    }

    @Override
    public boolean condSynchronize(long cookie) {
        return faults.step("cond synchronize", () -> rcu.condSynchronize(cookie));
    }

    @Override
    public long getState() {
        return faults.step("get state", rcu::getState);
    }

    @Override
    public long startPoll() {
        return faults.step("start poll", rcu::startPoll);
    }

    @Override
    public boolean pollState(long cookie) {
        return faults.step("poll", () -> rcu.pollState(cookie));
    }

    @Override
    public void call(Runnable callback) {
        faults.step("call_rcu", () -> rcu.call(callback));
    }
}
