package org.tracepointlab.tracepoint;

/**
 * An update of one tracepoint from start to end: what comes before and after the transition, and which transition it
 * is. The steps go through {@link UpdateSteps}, so this is the code that runs whether they are real, recorded or
 * replayed.
 *
 * <p>What earlier updates owe is paid first, and everything that allocates comes before the first step of the
 * transition. Any step may throw all the same, but publish. Then an {@code add} has attached nothing and a
 * {@code remove} has detached the probe; the tracepoint is owed a repair ({@link GracePeriodDebt}), which the next
 * update makes.
 *
 * <p>Stateless; the caller holds the mutex.
 *
 * <p>The kernel's {@code tracepoint_add_func} and {@code tracepoint_remove_func} (kernel/tracepoint.c).
 */
public final class Transitions {

    private Transitions() {
    }

    /**
     * Adds a probe. The first one is announced to regfunc, before anything else; if the probe is then not attached, for
     * whatever reason, unregfunc takes that back (as of Linux 6.1; the code of 2021 did not).
     *
     * @throws TracepointException EINVAL if {@code func} is null, EEXIST if it is there with that data already
     */
    public static void add(TransitionStrategy strategy, UpdateSteps steps, GracePeriodDebt debt,
            ProbeFunction func, Object data, int prio) {
        debt.pay(steps);
        ProbeArray old = steps.funcs();
        if (old != null) {
            attach(strategy, steps, debt, adding(steps, old, func, data, prio));
            return;
        }
        steps.regfunc();
        try {
            attach(strategy, steps, debt, adding(steps, null, func, data, prio));
        } catch (Throwable thrown) {
            takeBackRegfunc(steps, debt, thrown);
            throw thrown;
        }
    }

    private static Change adding(UpdateSteps steps, ProbeArray old, ProbeFunction func, Object data, int prio) {
        try {
            return new Change(old, ProbeArray.add(old, func, data, prio));
        } catch (TracepointException e) {
            throw e.at(steps.name());
        }
    }

    private static void takeBackRegfunc(UpdateSteps steps, GracePeriodDebt debt, Throwable reason) {
        try {
            debt.repair().takeBackRegfunc(steps);
        } catch (Throwable another) {
            suppress(another, reason);
        }
    }

    private static void attach(TransitionStrategy strategy, UpdateSteps steps, GracePeriodDebt debt, Change change) {
        steps.prepare(change.now());
        debt.reserve(steps, null);
        debt.begin(steps, false, null);
        try {
            switch (FuncsState.of(change.now())) {
                case ONE -> strategy.zeroToOne(steps, change);
                case TWO -> strategy.oneToTwo(steps, change);
                default -> strategy.nToNPlusOne(steps, change);
            }
            if (change.old() != null) {
                steps.release(change.old(), null);
            }
        } catch (Throwable thrown) {
            debt.repair().takeBack(steps, change);
            detour(steps, debt, thrown);
            throw thrown;
        }
        debt.settled(steps);
    }

    /**
     * Removes a probe. When the last one goes, unregfunc runs before the key is turned off.
     *
     * @param action to run after an RCU and then an SRCU grace period, or null
     * @throws TracepointException ENOENT if the probe is not there, EINVAL if {@code func} is null
     */
    public static void remove(TransitionStrategy strategy, UpdateSteps steps, GracePeriodDebt debt,
            ProbeFunction func, Object data, Runnable action) {
        debt.pay(steps);
        ProbeArray old = steps.funcs();
        Change change = removing(steps, old, func, data);
        steps.prepare(change.now());
        Release release = debt.reserve(steps, action);
        if (change.now() == null) {
            unregfunc(steps, debt);
        }
        debt.begin(steps, true, release);
        try {
            switch (FuncsState.of(change.now())) {
                case ZERO -> strategy.oneToZero(steps, change);
                case ONE -> strategy.twoToOne(steps, change);
                default -> strategy.nToNMinusOne(steps, change);
            }
        } catch (Throwable thrown) {
            debt.repair().rollForward(steps, change);
            detour(steps, debt, thrown);
            throw thrown;
        }
        debt.settled(steps);
        steps.release(old, release);
        debt.handedOver();
    }

    /** What it throws ends the update, which has changed nothing. */
    private static void unregfunc(UpdateSteps steps, GracePeriodDebt debt) {
        try {
            steps.unregfunc();
        } catch (Throwable thrown) {
            debt.cancel(steps);
            throw thrown;
        }
    }

    private static Change removing(UpdateSteps steps, ProbeArray old, ProbeFunction func, Object data) {
        try {
            return new Change(old, ProbeArray.remove(old, func, data));
        } catch (TracepointException e) {
            throw e.at(steps.name());
        }
    }

    /** Readers that are let in until the debt is paid meet the iterator, if that can be had now. */
    private static void detour(UpdateSteps steps, GracePeriodDebt debt, Throwable reason) {
        try {
            debt.repair().detour(steps);
        } catch (Throwable another) {
            suppress(another, reason);
        }
    }

    private static void suppress(Throwable another, Throwable reason) {
        if (another != reason) {
            reason.addSuppressed(another);
        }
    }
}
