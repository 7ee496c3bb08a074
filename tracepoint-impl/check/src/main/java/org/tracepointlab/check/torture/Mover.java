package org.tracepointlab.check.torture;

import java.util.SplittableRandom;

/** Ends sections that readers opened. */
final class Mover extends Participant {

    private final MovedSections moved;

    Mover(Session session, String name, SplittableRandom random, MovedSections moved) {
        super(session, name, random);
        this.moved = moved;
    }

    @Override
    void turn() throws InterruptedException {
        delay();
        moved.endOne();
    }
}
