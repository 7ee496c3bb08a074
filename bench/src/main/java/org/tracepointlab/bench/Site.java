package org.tracepointlab.bench;

/** Code with a tracepoint in it. */
interface Site {

    /** Runs it once; the value goes to the probes, if there are any. */
    void run(long value);
}
