package org.tracepointlab.tracepoint;

/**
 * How an update of which a step threw is made good: one method for each place, so that a checker can leave one out and
 * see that it is missed. {@link GracePeriodDebt} says when each is called. Stateless and thread-safe.
 */
public interface RepairStrategy {

    /** What registries do. */
    RepairStrategy STANDARD = new RepairStrategy() { };

    /** A register threw: what was there before is there again. */
    default void takeBack(UpdateSteps steps, Change change) {
        if (steps.funcs() != change.old()) {
            steps.publish(change.old());
        }
    }

    /** A register of the first probe threw after regfunc had run. */
    default void takeBackRegfunc(UpdateSteps steps) {
        steps.unregfunc();
    }

    /** An unregister threw: the probe goes all the same. */
    default void rollForward(UpdateSteps steps, Change change) {
        if (steps.funcs() != change.now()) {
            steps.publish(change.now());
        }
    }

    /**
     * The call goes to the iterator: right for any number of probes and for any reader, since the iterator ignores the
     * data that it is given and loads funcs again. Tried as soon as a step threw, and made sure of before the wait.
     */
    default void detour(UpdateSteps steps) {
        steps.callIterator();
    }

    /** No reader is inside any more that came before the detour: none holds data that the next func is not to get. */
    default void await(Runnable synchronize) {
        synchronize.run();
    }

    /** After the wait: the tracepoint is as an update that succeeded would have left it. */
    default void settle(UpdateSteps steps) {
        ProbeArray funcs = steps.funcs();
        if (funcs == null) {
            steps.keyOff();
            return;
        }
        if (FuncsState.of(funcs) == FuncsState.ONE) {
            steps.callFunc(funcs.first());
        }
        steps.keyOn();
    }
}
