package org.tracepointlab.check;

/** How grace periods end. */
enum Mode {
    /**
     * A cookie has elapsed as soon as the readers have left that were inside when it was taken: the weakest that is
     * legal, which includes whatever others may do.
     */
    WEAKEST,
    /**
     * As the kernel has it: an RCU cookie that was only snapped elapses by a grace period that began after it, or else
     * the wait for it starts one. Nobody else synchronizes.
     */
    ALONE,
    /** As {@link #ALONE}, and a foreign thread synchronizes RCU again and again, at any time. */
    FOREIGN
}
