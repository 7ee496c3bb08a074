package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodType;
import java.util.Objects;

/**
 * A {@link Tracepoint} with one {@code long}, and plain functions for its probes. A record, for the same reason.
 *
 * @param tracepoint what it stands for
 */
public record LongTracepoint(Tracepoint tracepoint) {

    static final MethodType SIGNATURE = MethodType.methodType(void.class, long.class);

    /** @throws TracepointException EINVAL if the tracepoint has other arguments */
    public LongTracepoint {
        Objects.requireNonNull(tracepoint, "tracepoint");
        if (!tracepoint.signature().equals(SIGNATURE)) {
            throw new TracepointException(Errno.EINVAL, "expected a tracepoint " + SIGNATURE + "; found " + tracepoint);
        }
    }

    /** Calls the probes, from a thread that RCU watches. What a probe throws reaches the caller. */
    public void fire(long a) {
        if (tracepoint.keyIsOn()) {
            enabled(a);
        }
    }

    private void enabled(long a) {
        try {
            tracepoint.handles().enabled().invokeExact(tracepoint.state(), a);
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** As {@code fire}, where RCU does not watch. */
    public void fireRcuIdle(long a) {
        if (tracepoint.keyIsOn()) {
            enabledRcuIdle(a);
        }
    }

    private void enabledRcuIdle(long a) {
        try {
            tracepoint.handles().enabledRcuIdle().invokeExact(tracepoint.state(), a);
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** Attaches a probe: {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object)}. */
    public <D> void register(LongProbe<? super D> probe, D data) {
        tracepoint.register(ProbeFunction.ofLong(probe), data);
    }

    /** Attaches a probe: {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object, int)}. */
    public <D> void register(LongProbe<? super D> probe, D data, int prio) {
        tracepoint.register(ProbeFunction.ofLong(probe), data, prio);
    }

    /** Detaches that same instance: {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object)}. */
    public <D> void unregister(LongProbe<? super D> probe, D data) {
        tracepoint.unregister(ProbeFunction.ofLong(probe), data);
    }

    /**
     * Detaches that same instance: {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object, Runnable)}.
     */
    public <D> void unregister(LongProbe<? super D> probe, D data, Runnable release) {
        tracepoint.unregister(ProbeFunction.ofLong(probe), data, release);
    }
}
