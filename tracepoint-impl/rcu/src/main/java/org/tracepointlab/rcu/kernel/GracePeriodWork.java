package org.tracepointlab.rcu.kernel;

/**
 * What the RCU domain of a kernel has done so far: counts that say what grows with the number of CPUs. All are of RCU,
 * none of SRCU.
 *
 * @param gracePeriods          grace periods of the usual pace that have ended
 * @param expeditedGracePeriods expedited ones that have ended
 * @param forcedScans           scans for quiescent states that the grace-period thread made since its time was up
 * @param cpusScanned           CPUs looked at in these
 * @param nodesScanned visits of nodes of the tree in these: of each leaf, and of those above that a report gets to
 * @param nodesVisited          all visits of nodes to begin, report and end both kinds: in a kernel, locks taken
 * @param interrupts            CPUs interrupted for expedited ones; idle ones are not
 */
public record GracePeriodWork(long gracePeriods, long expeditedGracePeriods, long forcedScans, long cpusScanned,
        long nodesScanned, long nodesVisited, long interrupts) {

    /** What has been done since an earlier reading. */
    public GracePeriodWork since(GracePeriodWork earlier) {
        return new GracePeriodWork(gracePeriods - earlier.gracePeriods,
                expeditedGracePeriods - earlier.expeditedGracePeriods, forcedScans - earlier.forcedScans,
                cpusScanned - earlier.cpusScanned, nodesScanned - earlier.nodesScanned,
                nodesVisited - earlier.nodesVisited, interrupts - earlier.interrupts);
    }
}
