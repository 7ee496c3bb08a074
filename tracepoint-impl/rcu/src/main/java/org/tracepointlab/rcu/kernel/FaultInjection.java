package org.tracepointlab.rcu.kernel;

/**
 * Where tests make a step of a kernel fail, as the kernel's own fault injection does: it is told of each step, and may
 * throw. A step that throws breaks the machine ({@link TickDriver#fail}), except those that are said to leave it as it
 * was.
 *
 * <p>Called under the machine's lock but for {@link Step#TURN} and {@link Step#EXPEDITED}, on the thread that takes the
 * step.
 */
@FunctionalInterface
interface FaultInjection {

    /** The steps. Most are there twice, before and after their effect. */
    enum Step {
        /** A tick thread is about to take the lock and to look what is due. */
        TURN,
        /** A thread has the lock, and is about to do something to the machine. */
        ENTER,
        /** It has done it. */
        ENTERED,
        /** A thread is about to begin a wait. */
        AWAIT,
        /** It has begun, and nothing has happened since. */
        AWAITED,
        /** A CPU's tick. */
        TICK,
        /** A CPU's RCU softirq. */
        SOFTIRQ,
        /** It is through, and so are the tick's timers. */
        TICKED,
        /** The first task of a run queue: the grace-period thread, an SRCU worker, or a waiter that was woken. */
        TASK,
        /** The task has run. */
        TASK_DONE,
        /** One of the machine's own callbacks. */
        OWN_CALLBACK,
        /** A user's callback, if there is one, is about to be taken. */
        TAKE,
        /** It was taken, and is about to be run with the lock released. */
        TAKEN,
        /** It has returned. */
        RETURNED,
        /** An RCU grace period is about to begin. */
        BEGIN,
        /** It has ended. */
        END,
        /** SRCU readers are about to be looked at. */
        SRCU_SCAN,
        /** An SRCU grace period has ended. */
        SRCU_END,
        /** An expedited grace period has begun; if this throws, it is given up, and the machine is as it was. */
        EXPEDITED,
        /** Time is about to move (virtual time only). */
        ADVANCE
    }

    /** Injects nothing. */
    FaultInjection NONE = step -> { };

    void at(Step step);
}
