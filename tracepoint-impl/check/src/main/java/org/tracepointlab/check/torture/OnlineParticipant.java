package org.tracepointlab.check.torture;

import java.util.SplittableRandom;
import org.tracepointlab.rcu.Rcu;

/**
 * One that waits for readers and is one itself: registered and online for the whole run, so that others wait for it
 * unless it waits. It rests in pauses, as readers do.
 */
abstract class OnlineParticipant extends Participant {

    final Rcu rcu;
    private Rcu.Reader handle;

    OnlineParticipant(Session session, String name, SplittableRandom random) {
        super(session, name, random);
        this.rcu = session.rcu;
    }

    /** Holds nothing from here on that it read before. */
    final void quiescentState() {
        handle.quiescentState();
    }

    @Override
    final void begin() {
        handle = rcu.register();
    }

    @Override
    final void beforePause() {
        handle.offline();
    }

    @Override
    final void afterPause() {
        handle.online();
    }

    @Override
    final void end() {
        handle.close();
    }
}
