package org.tracepointlab.bench;

import java.lang.invoke.MethodHandles;
import org.tracepointlab.tracepoint.LongTracepoint;

/**
 * A place in a program with a tracepoint in it. Loaded once for each tracepoint, as a hidden class with the tracepoint
 * as its class data: each has a {@code static final} field of its own, and so compiled code of its own.
 */
final class TracedSite implements Site {

    private static final LongTracepoint TRACEPOINT = classData();

    private static LongTracepoint classData() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), "_", LongTracepoint.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public void run(long value) {
        TRACEPOINT.fire(value);
    }
}
