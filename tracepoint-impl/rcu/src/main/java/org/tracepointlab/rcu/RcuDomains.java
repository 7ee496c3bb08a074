package org.tracepointlab.rcu;

/**
 * The two domains that the readers of tracepoints live in, as in the kernel: RCU for ordinary code, and SRCU for code that
 * runs where RCU does not watch (the idle loop).
 *
 * @param name          the flavour, as it is named on the command line and in results
 * @param rcu           the RCU domain
 * @param srcu          the SRCU domain
 * @param releaseArrays whether every released probe array goes through {@code rcu.call} and then {@code srcu.call}, as in
 *                      the kernel, where that is what starts the grace period whose state was only snapped; where false,
 *                      only arrays with a release action to run do
 * @param closer        ends what the two domains share; run once by {@link #close()} after both are closed
 */
public record RcuDomains(String name, Rcu rcu, Rcu srcu, boolean releaseArrays, Runnable closer)
        implements AutoCloseable {

    /** Closes both domains (RCU first, since its callbacks call into SRCU), then what they share. */
    @Override
    public void close() {
        rcu.close();
        srcu.close();
        closer.run();
    }
}
