package org.tracepointlab.tracepoint;

/**
 * An update of one tracepoint from start to end: what comes before and after the transition, and which transition it
 * is. The steps go through {@link UpdateSteps}, so this is the code that runs whether they are real, recorded or
 * replayed.
 *
 * <p>Everything that can fail or allocates an array comes before the first step of the transition. Stateless; the
 * caller holds the mutex.
 *
 * <p>The kernel's {@code tracepoint_add_func} and {@code tracepoint_remove_func} (kernel/tracepoint.c).
 */
public final class Transitions {

    private Transitions() {
    }

    /**
     * Adds a probe. The first one is announced to regfunc, before anything else; if the probe then turns out to be
     * unacceptable, unregfunc takes that back (as of Linux 6.1; the code of 2021 did not).
     *
     * @throws TracepointException EINVAL if {@code func} is null, EEXIST if it is there with that data already
     */
    public static void add(
            TransitionStrategy strategy, UpdateSteps steps, ProbeFunction func, Object data, int prio) {
        ProbeArray old = steps.funcs();
        if (old == null) {
            steps.regfunc();
        }
        Change change;
        try {
            change = new Change(old, ProbeArray.add(old, func, data, prio));
        } catch (TracepointException e) {
            TracepointException named = e.at(steps.name());
            if (old == null) {
                takeBackRegfunc(steps, named);
            }
            throw named;
        }
        switch (FuncsState.of(change.now())) {
            case ONE -> strategy.zeroToOne(steps, change);
            case TWO -> strategy.oneToTwo(steps, change);
            default -> strategy.nToNPlusOne(steps, change);
        }
        if (old != null) {
            steps.release(old, null);
        }
    }

    private static void takeBackRegfunc(UpdateSteps steps, TracepointException reason) {
        try {
            steps.unregfunc();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Removes a probe. When the last one goes, unregfunc runs before the key is turned off.
     *
     * @param action to run after an RCU and then an SRCU grace period, or null
     * @throws TracepointException ENOENT if the probe is not there, EINVAL if {@code func} is null
     */
    public static void remove(
            TransitionStrategy strategy, UpdateSteps steps, ProbeFunction func, Object data, Runnable action) {
        ProbeArray old = steps.funcs();
        Change change;
        try {
            change = new Change(old, ProbeArray.remove(old, func, data));
        } catch (TracepointException e) {
            throw e.at(steps.name());
        }
        switch (FuncsState.of(change.now())) {
            case ZERO -> {
                steps.unregfunc();
                strategy.oneToZero(steps, change);
            }
            case ONE -> strategy.twoToOne(steps, change);
            default -> strategy.nToNMinusOne(steps, change);
        }
        steps.release(old, action);
    }
}
