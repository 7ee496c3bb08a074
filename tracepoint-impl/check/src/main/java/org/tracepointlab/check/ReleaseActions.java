package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;

/** The release actions of a recording, one for each removal: who is to run, and who ran. */
final class ReleaseActions {

    private final List<Action> all = new ArrayList<>();
    private int watched;

    private final class Action implements Runnable {
        private final Probe probe;
        private boolean due;
        private boolean over;
        private int ran;

        Action(Probe probe) {
            this.probe = probe;
        }

        @Override
        public void run() {
            if (!over) {
                ran++;
                watched |= probe.bit();
            }
        }
    }

    /** A new one; it is not due yet. */
    Runnable of(Probe probe) {
        all.add(new Action(probe));
        return last();
    }

    /** The one of the last removal. */
    Runnable last() {
        return all.get(all.size() - 1);
    }

    /** Says whether the last removal was one, so that its action is to run. */
    void lastIsDue(boolean due) {
        all.get(all.size() - 1).due = due;
    }

    /** From now on the last one does nothing, whoever runs it. */
    void lastIsOver() {
        all.get(all.size() - 1).over = true;
    }

    /** Those that have not run need not: a mutant has lost them, and is to be killed by something else. */
    void forgetDue() {
        all.stream().filter(action -> action.ran == 0).forEach(action -> action.due = false);
    }

    /** Begins to note who runs. */
    void watch() {
        watched = 0;
    }

    /** The probes whose actions ran since then, as a mask. */
    int watched() {
        return watched;
    }

    /**
     * Whether none ran twice, and none that was not due.
     *
     * @param settled whether nothing is owed, so that all that are due have to have run
     */
    boolean ranAsDue(boolean settled) {
        return all.stream().allMatch(action -> action.ran == 0 ? !(action.due && settled) : action.ran == 1
                && action.due);
    }
}
