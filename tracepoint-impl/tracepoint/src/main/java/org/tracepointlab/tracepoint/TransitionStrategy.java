package org.tracepointlab.tracepoint;

/**
 * How a tracepoint goes from one number of probes to another: one method for each place in which the implementations
 * differ. Stateless and thread-safe.
 *
 * <p>The file of each implementation is laid out as the others, so that laying two side by side shows the commit.
 */
public interface TransitionStrategy {

    /** The first probe comes. {@code change.old()} is null. */
    void zeroToOne(TransitionSteps steps, Change change);

    /** A second probe comes, in front of the first one or behind it. */
    void oneToTwo(TransitionSteps steps, Change change);

    /** A third or later probe comes, at any place. */
    void nToNPlusOne(TransitionSteps steps, Change change);

    /** One of three or more probes goes. */
    void nToNMinusOne(TransitionSteps steps, Change change);

    /** One of two probes goes. */
    void twoToOne(TransitionSteps steps, Change change);

    /** The last probe goes. {@code change.now()} is null. */
    void oneToZero(TransitionSteps steps, Change change);
}
