package org.tracepointlab.tracepoint.faults;

import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.StallPolicy;
import org.tracepointlab.tracepoint.ForwardingRcu;

/**
 * Another domain of which each step may fail, before or after its effect. A wait lets the readers go that are held,
 * right before it waits for them; and looks afterwards whether it did wait.
 */
class FaultyRcu extends ForwardingRcu {

    private final Faults faults;
    private final HeldReaders held;
    private final Findings findings;

    FaultyRcu(Rcu rcu, Faults faults, HeldReaders held, Findings findings) {
        super(rcu);
        this.faults = faults;
        this.held = held;
        this.findings = findings;
    }

    @Override
    public boolean sectionsAreImplicit() {
        return rcu.sectionsAreImplicit();
    }

    @Override
    public boolean mayBeInImplicitSection() {
        return rcu.mayBeInImplicitSection();
    }

    @Override
    public void reportStalls(StallPolicy policy) {
        rcu.reportStalls(policy);
    }

    /** Where stalls are reported, whoever reports lets them go. */
    private void wait(Runnable real) {
        if (faults.kind() != Kind.STALL_REPORTER) {
            held.letGo(this);
        }
        real.run();
        if (held.isInside(this)) {
            findings.mismatch("a wait of " + rcu + " returned while a reader was held");
        }
    }

    @Override
    public void synchronize() {
        faults.around(Kind.SYNCHRONIZE, () -> wait(rcu::synchronize));
    }

    @Override
    public void synchronizeExpedited() {
        synchronize();
    }

    @Override
    public boolean condSynchronize(long cookie) {
        return faults.around(Kind.COND_SYNCHRONIZE, () -> {
            boolean waits = !rcu.pollState(cookie);
            if (waits) {
                wait(() -> rcu.condSynchronize(cookie));
            }
            return waits;
        });
    }

    @Override
    public long startPoll() {
        return faults.around(Kind.START_POLL, rcu::startPoll);
    }

    @Override
    public long getState() {
        return faults.around(Kind.GET_STATE, rcu::getState);
    }

    @Override
    public void call(Runnable callback) {
        faults.around(Kind.CALL, () -> rcu.call(callback));
    }

    @Override
    public void barrier() {
        held.letGo(this);
        faults.around(Kind.BARRIER, rcu::barrier);
    }

    @Override
    public void close() {
        held.letGo(this);
        faults.around(Kind.CLOSE, rcu::close);
    }
}
