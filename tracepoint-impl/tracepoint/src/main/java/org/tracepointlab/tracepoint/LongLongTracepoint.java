package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodType;
import java.util.Objects;

/**
 * A {@link Tracepoint} with two {@code long}s, and plain functions for its probes. A record, for the same reason.
 *
 * @param tracepoint what it stands for
 */
public record LongLongTracepoint(Tracepoint tracepoint) {

    static final MethodType SIGNATURE = MethodType.methodType(void.class, long.class, long.class);

    /** @throws TracepointException EINVAL if the tracepoint has other arguments */
    public LongLongTracepoint {
        Objects.requireNonNull(tracepoint, "tracepoint");
        if (!tracepoint.signature().equals(SIGNATURE)) {
            throw new TracepointException(Errno.EINVAL, "expected a tracepoint " + SIGNATURE + "; found " + tracepoint);
        }
    }

    /** Calls the probes, from a thread that RCU watches. What a probe throws reaches the caller. */
    public void fire(long a, long b) {
        if (tracepoint.keyIsOn()) {
            enabled(a, b);
        }
    }

    private void enabled(long a, long b) {
        try {
            tracepoint.handles().enabled().invokeExact(tracepoint.state(), a, b);
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** As {@code fire}, where RCU does not watch. */
    public void fireRcuIdle(long a, long b) {
        if (tracepoint.keyIsOn()) {
            enabledRcuIdle(a, b);
        }
    }

    private void enabledRcuIdle(long a, long b) {
        try {
            tracepoint.handles().enabledRcuIdle().invokeExact(tracepoint.state(), a, b);
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** Attaches a probe: {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object)}. */
    public <D> void register(LongLongProbe<? super D> probe, D data) {
        tracepoint.register(ProbeFunction.ofLongLong(probe), data);
    }

    /** Attaches a probe: {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object, int)}. */
    public <D> void register(LongLongProbe<? super D> probe, D data, int prio) {
        tracepoint.register(ProbeFunction.ofLongLong(probe), data, prio);
    }

    /** Detaches that same instance: {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object)}. */
    public <D> void unregister(LongLongProbe<? super D> probe, D data) {
        tracepoint.unregister(ProbeFunction.ofLongLong(probe), data);
    }

    /**
     * Detaches that same instance: {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object, Runnable)}.
     */
    public <D> void unregister(LongLongProbe<? super D> probe, D data, Runnable release) {
        tracepoint.unregister(ProbeFunction.ofLongLong(probe), data, release);
    }
}
