package org.tracepointlab.tracepoint;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * What the updates of a registry know of grace periods: its two snapshots, and its counters of waits.
 *
 * <p>{@link #getState} and {@link #condSync} belong to the holder of the registry's mutex; the rest may be called from
 * any thread. All tracepoints share the snapshots, so one wait pays for all removals before it.
 */
public final class GracePeriods {

    private final Rcu rcu;
    private final Rcu srcu;
    private final boolean releaseArrays;
    private final Map<SnapshotId, Snapshot> snapshots = new EnumMap<>(SnapshotId.class);
    private final AtomicLong waits = new AtomicLong();
    private final AtomicLong rcuWaits = new AtomicLong();
    private final AtomicLong srcuWaits = new AtomicLong();

    /** Without snapshots and counts of any. Registries make their own; a checker makes one over domains of its own. */
    public GracePeriods(RcuDomains domains) {
        rcu = domains.rcu();
        srcu = domains.srcu();
        releaseArrays = domains.releaseArrays();
        for (SnapshotId id : SnapshotId.values()) {
            snapshots.put(id, new Snapshot());
        }
    }

    private static final class Snapshot {
        private long rcuCookie;
        private long srcuCookie;
        private boolean ongoing;
    }

    /**
     * Overwrites a snapshot: the latest wins. It starts an SRCU grace period, but no RCU one; that one comes with the
     * release of the old array, or else {@link #condSync} starts it.
     */
    public void getState(SnapshotId id) {
        Snapshot snapshot = snapshots.get(id);
        snapshot.rcuCookie = rcu.getState();
        snapshot.srcuCookie = srcu.startPoll();
        snapshot.ongoing = true;
    }

    /** Waits for what has not elapsed of a snapshot; afterwards nothing of it is outstanding. */
    public void condSync(SnapshotId id) {
        Snapshot snapshot = snapshots.get(id);
        if (!snapshot.ongoing) {
            return;
        }
        boolean rcuWaited = rcu.condSynchronize(snapshot.rcuCookie);
        boolean srcuWaited = !srcu.pollState(snapshot.srcuCookie);
        if (srcuWaited) {
            srcu.synchronize();
        }
        snapshot.ongoing = false;
        count(rcuWaited, srcuWaited);
    }

    /** Waits for an SRCU and then for an RCU grace period. */
    public void synchronize() {
        srcu.synchronize();
        rcu.synchronize();
        count(true, true);
    }

    private void count(boolean rcuWaited, boolean srcuWaited) {
        if (rcuWaited) {
            rcuWaits.incrementAndGet();
        }
        if (srcuWaited) {
            srcuWaits.incrementAndGet();
        }
        if (rcuWaited || srcuWaited) {
            waits.incrementAndGet();
        }
    }

    /** Runs the action, if any, after an RCU and then an SRCU grace period. */
    public void release(Runnable action) {
        if (action != null) {
            rcu.call(() -> releaseAfterSrcu(action));
        } else if (releaseArrays) {
            rcu.call(() -> srcu.call(GracePeriods::freedByTheCollector));
        }
    }

    /** On a thread of the domains, where nobody else would hear of a refusal: so it is asked twice. */
    private void releaseAfterSrcu(Runnable action) {
        try {
            callSrcuAtMostTwice(action);
        } catch (Throwable thrown) {
            if (action instanceof Release release) {
                release.refused();
            }
            throw thrown;
        }
    }

    private void callSrcuAtMostTwice(Runnable action) {
        try {
            srcu.call(action);
        } catch (Throwable thrown) {
            if (!(action instanceof Release)) {
                throw thrown; // only a release runs once where the first call took it all the same
            }
            srcu.call(action);
        }
    }

    private static void freedByTheCollector() {
        // the two grace periods are what counts: see RcuDomains.releaseArrays
    }

    /** Waits until all release actions handed over before have run. RCU first: its callbacks call into SRCU. */
    void barrier() {
        rcu.barrier();
        srcu.barrier();
    }

    /** The waits so far. Each counter is exact; the three are read one after the other. */
    WaitCounters counters() {
        return new WaitCounters(waits.get(), rcuWaits.get(), srcuWaits.get());
    }
}
