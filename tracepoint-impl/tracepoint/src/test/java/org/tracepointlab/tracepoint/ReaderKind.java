package org.tracepointlab.tracepoint;

/** The two kinds of readers, each with a domain of its own. */
enum ReaderKind {
    RCU, SRCU;

    void fire(LongTracepoint tracepoint, long a) {
        if (this == RCU) {
            tracepoint.fire(a);
        } else {
            tracepoint.fireRcuIdle(a);
        }
    }
}
