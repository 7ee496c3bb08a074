package org.tracepointlab.rcu;

/**
 * The two domains that the readers of tracepoints live in, as in the kernel: RCU for ordinary code, and SRCU for code
 * that runs where RCU does not watch (the idle loop).
 *
 * @param name          the flavour, as it is named on the command line and in results
 * @param rcu           the RCU domain
 * @param srcu          the SRCU domain
 * @param releaseArrays whether every released probe array goes through {@code rcu.call} and then {@code srcu.call}, as
 *                      in the kernel, where that is what starts the grace period whose state was only snapped; where
 *                      false, only arrays with a release action to run do
 * @param closer        ends what the two domains share; run by {@link #close()} after both are closed; idempotent
 */
public record RcuDomains(String name, Rcu rcu, Rcu srcu, boolean releaseArrays, Runnable closer)
        implements AutoCloseable {

    /**
     * Closes both domains (RCU first, since its callbacks call into SRCU), then what they share. A step that throws is
     * made once more, since a domain that is broken says so once; where it throws again, those after it are open still,
     * and the next call goes on there.
     */
    @Override
    public void close() {
        Throwable failure = null;
        for (Runnable step : new Runnable[] {rcu::close, srcu::close, closer}) {
            failure = closeTwice(step, failure);
        }
        if (failure != null) {
            throw RcuDomains.<RuntimeException>unchanged(failure);
        }
    }

    private static Throwable closeTwice(Runnable step, Throwable failure) {
        try {
            step.run();
            return failure;
        } catch (Throwable thrown) {
            step.run();
            if (failure == null) {
                return thrown;
            }
            failure.addSuppressed(thrown);
            return failure;
        }
    }

    @SuppressWarnings("unchecked") // what a close throws is unchecked
    private static <T extends Throwable> T unchanged(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
