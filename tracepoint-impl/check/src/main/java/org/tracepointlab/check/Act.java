package org.tracepointlab.check;

import org.tracepointlab.tracepoint.ProbeArray;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.SnapshotId;
import org.tracepointlab.tracepoint.TransitionSteps;

/**
 * One thing that a strategy did, so that it can be done later, elsewhere, or not at all.
 *
 * @param kind     what it does
 * @param entry    whose func is called from now on, or null
 * @param array    what is published, or null
 * @param snapshot which one it is about, or null
 * @param without  the half that is left out, or null for neither
 */
record Act(Kind kind, ProbeEntry entry, ProbeArray array, SnapshotId snapshot, Domain without) {

    /** The methods of {@link TransitionSteps}, and some that no strategy has. */
    enum Kind {
        CALL_FUNC, CALL_ITERATOR, PUBLISH, KEY_ON, KEY_OFF, GET_STATE, COND_SYNC, SYNCHRONIZE,
        /** Makes a snapshot outstanding again, as it was. */
        RESTORE,
        /** Waits inside a read section of its own. */
        SYNCHRONIZE_INSIDE,
        /** Publishes the probes in the opposite order. */
        PUBLISH_REVERSED,
        /** Leaves a half out of the release that ends the update. */
        RELEASE_WITHOUT
    }

    static Act of(Kind kind) {
        return new Act(kind, null, null, null, null);
    }

    static Act of(Kind kind, SnapshotId snapshot) {
        return new Act(kind, null, null, snapshot, null);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean is(Kind other, SnapshotId id) {
        return kind == other && snapshot == id;
    }

    Act on(SnapshotId id) {
        return new Act(kind, entry, array, id, without);
    }

    Act leavingOut(Domain domain) {
        return new Act(kind, entry, array, snapshot, domain);
    }

    void perform(Recording steps) {
        if (kind == Kind.RELEASE_WITHOUT) {
            steps.releaseWithout(without);
            return;
        }
        if (without != null) {
            steps.without(without, () -> leavingOut(null).perform(steps));
            return;
        }
        switch (kind) {
            case CALL_FUNC -> steps.callFunc(entry);
            case CALL_ITERATOR -> steps.callIterator();
            case PUBLISH -> steps.publish(array);
            case PUBLISH_REVERSED -> steps.publishReversed(array);
            case KEY_ON -> steps.keyOn();
            case KEY_OFF -> steps.keyOff();
            case GET_STATE -> steps.getState(snapshot);
            case COND_SYNC -> steps.condSync(snapshot);
            case SYNCHRONIZE -> steps.synchronize();
            case RESTORE -> steps.restore(snapshot);
            case SYNCHRONIZE_INSIDE -> steps.insideSection(steps::synchronize);
            default -> throw new IllegalStateException("not done in a transition: " + kind);
        }
    }
}
