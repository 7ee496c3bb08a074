package org.tracepointlab.check.torture;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.tracepointlab.rcu.Rcu;

/** What the threads of one run share. */
final class Session {

    final Subject subject;
    final Rcu rcu;
    final TortureSettings settings;
    final Pipeline pipeline = new Pipeline();
    final Failures failures = new Failures();
    final Stutter stutter = new Stutter();

    /** Structures that callbacks have yet to age. */
    final AtomicLong inFlight = new AtomicLong();

    /** Callbacks that have aged one. */
    final LongAdder callbacks = new LongAdder();

    private volatile boolean running = true;

    Session(Subject subject, TortureSettings settings) {
        this.subject = subject;
        this.rcu = subject.rcu();
        this.settings = settings;
    }

    boolean running() {
        return running;
    }

    void stop() {
        running = false;
        stutter.resume();
    }
}
