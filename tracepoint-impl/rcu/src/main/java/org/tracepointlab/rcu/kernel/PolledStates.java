package org.tracepointlab.rcu.kernel;

import static org.tracepointlab.rcu.GracePeriodSequence.reached;

/**
 * The cookies of an RCU domain that has grace periods of two kinds. A cookie stands for two sequence numbers, and has
 * elapsed once either kind of grace period has reached its own. One sequence for both kinds would not do: where the two
 * overlap, it cannot count the second, since its number may be held by somebody who came after that one had begun. A
 * cookie that asked for the second would wait for a third, which nobody has asked for.
 *
 * <p>Cookies are numbers of such pairs, in the order in which they were first taken. Both numbers of a pair are at or
 * after those of the pair before, so pairs elapse in order, and the last that has says it for all before it. Of each
 * kind, at most two numbers are ever ahead, so at most three pairs are. Allocates nothing after it was made. Guarded by
 * the machine's lock.
 *
 * <p>Source of the pair: struct rcu_gp_oldstate and get_state_synchronize_rcu_full in kernel/rcu/tree.c of Linux 6.1,
 * whose compact cookies are one sequence.
 */
final class PolledStates {

    private static final int ROOM = 4; // for three pairs

    private final long[] normal = new long[ROOM];
    private final long[] expedited = new long[ROOM];
    private long taken; // the last cookie
    private long elapsed; // the last cookie that has elapsed

    /** The cookie of these two numbers, neither of which has been reached; they never go back. */
    long cookie(long normalWanted, long expeditedWanted) {
        if (taken == elapsed || normal[at(taken)] != normalWanted || expedited[at(taken)] != expeditedWanted) {
            taken++;
            normal[at(taken)] = normalWanted;
            expedited[at(taken)] = expeditedWanted;
        }
        return taken;
    }

    /** A grace period has ended: these are the sequences now. */
    void advance(long normalNow, long expeditedNow) {
        while (elapsed != taken && hasElapsed(elapsed + 1, normalNow, expeditedNow)) {
            elapsed++;
        }
    }

    private boolean hasElapsed(long cookie, long normalNow, long expeditedNow) {
        return reached(normalNow, normal[at(cookie)]) || reached(expeditedNow, expedited[at(cookie)]);
    }

    /** An expedited grace period was given up: whoever waits for the one after it is served by the next as well. */
    void giveUpExpedited(long expeditedWanted) {
        for (long c = elapsed; c != taken; c++) {
            expedited[at(c + 1)] = expeditedWanted;
        }
    }

    boolean hasElapsed(long cookie) {
        return reached(elapsed, cookie);
    }

    private static int at(long cookie) {
        return (int) cookie & ROOM - 1;
    }
}
