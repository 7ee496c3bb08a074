package org.tracepointlab.tracepoint.load;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The data of one registration: used for one, and never again. So whatever comes too late, too often or not at all can
 * be told from it.
 */
final class Registration {

    final CheckingProbe owner;
    final int prio;
    /** How often it was released: from 0, once. */
    final AtomicInteger releases = new AtomicInteger();

    Registration(CheckingProbe owner, int prio) {
        this.owner = owner;
        this.prio = prio;
    }
}
