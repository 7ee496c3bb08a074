package org.tracepointlab.check.torture;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.rcu.Rcu;

/** The canaries: {@code mb}, but for the faults named. */
final class BustedRcu implements Rcu {

    private static final long AT_ONCE = Long.MIN_VALUE;

    private final MbRcu mb = new MbRcu("busted");
    private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
    private final ThreadLocal<Boolean> inCallback = ThreadLocal.withInitial(() -> false);

    BustedRcu(Fault... faults) {
        this.faults.addAll(Set.of(faults));
    }

    /** Nothing waits, and every cookie has elapsed. */
    static BustedRcu whole() {
        return new BustedRcu(Fault.SYNCHRONIZE, Fault.EXPEDITED, Fault.CONDITIONAL, Fault.CALLBACK,
                Fault.ALWAYS_ELAPSED);
    }

    private boolean has(Fault fault) {
        return faults.contains(fault);
    }

    @Override
    public Reader register() {
        return mb.register();
    }

    @Override
    public void readLock() {
        mb.readLock();
    }

    @Override
    public void readUnlock() {
        mb.readUnlock();
    }

    @Override
    public boolean inReadSection() {
        return mb.inReadSection();
    }

    @Override
    public void synchronize() {
        while (has(Fault.STUCK)) {
            LockSupport.park(this);
        }
        if (!has(Fault.SYNCHRONIZE)) {
            mb.synchronize();
        }
    }

    @Override
    public void synchronizeExpedited() {
        if (!has(Fault.EXPEDITED)) {
            mb.synchronizeExpedited();
        }
    }

    @Override
    public long getState() {
        return mb.getState();
    }

    @Override
    public long startPoll() {
        return has(Fault.POLLED) ? AT_ONCE : mb.startPoll();
    }

    @Override
    public boolean pollState(long cookie) {
        if (cookie == AT_ONCE || has(Fault.ALWAYS_ELAPSED) || has(Fault.ELAPSED_IN_SECTIONS) && inReadSection()) {
            return true;
        }
        return !has(Fault.NEVER_ELAPSED) && mb.pollState(cookie);
    }

    @Override
    public boolean condSynchronize(long cookie) {
        return !has(Fault.CONDITIONAL) && mb.condSynchronize(cookie);
    }

    @Override
    public void call(Runnable callback) {
        if (has(Fault.CALLBACK)) {
            callback.run();
        } else if (!has(Fault.FORGETS) || !inCallback.get()) {
            mb.call(() -> mark(callback));
        }
    }

    private void mark(Runnable callback) {
        inCallback.set(true);
        try {
            callback.run();
        } finally {
            inCallback.remove();
        }
    }

    @Override
    public void barrier() {
        if (!has(Fault.BARRIER)) {
            mb.barrier();
        }
    }

    @Override
    public void close() {
        mb.close();
    }
}
