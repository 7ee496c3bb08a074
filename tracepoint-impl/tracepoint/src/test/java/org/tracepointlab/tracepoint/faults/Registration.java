package org.tracepointlab.tracepoint.faults;

import java.util.concurrent.atomic.AtomicInteger;

/** The data that a func is registered with, made anew by each registration. */
final class Registration {

    final CheckingFunc owner;
    final int prio;
    /** How often its release action ran. */
    final AtomicInteger releases = new AtomicInteger();
    /** Whether it was unregistered, and a wait for readers has returned since. */
    volatile boolean gone;

    Registration(CheckingFunc owner, int prio) {
        this.owner = owner;
        this.prio = prio;
    }

    @Override
    public String toString() {
        return owner + "@" + prio;
    }
}
