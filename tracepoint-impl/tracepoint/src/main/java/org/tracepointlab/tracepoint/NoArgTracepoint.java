package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodType;
import java.util.Objects;

/**
 * A {@link Tracepoint} with no arguments, and plain functions for its probes. A record, for the same reason.
 *
 * @param tracepoint what it stands for
 */
public record NoArgTracepoint(Tracepoint tracepoint) {

    static final MethodType SIGNATURE = MethodType.methodType(void.class);

    /** @throws TracepointException EINVAL if the tracepoint has other arguments */
    public NoArgTracepoint {
        Objects.requireNonNull(tracepoint, "tracepoint");
        if (!tracepoint.signature().equals(SIGNATURE)) {
            throw new TracepointException(Errno.EINVAL, "expected a tracepoint " + SIGNATURE + "; found " + tracepoint);
        }
    }

    /** Calls the probes, from a thread that RCU watches. What a probe throws reaches the caller. */
    public void fire() {
        if (tracepoint.keyIsOn()) {
            enabled();
        }
    }

    private void enabled() {
        try {
            tracepoint.handles().enabled().invokeExact(tracepoint.state());
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** As {@code fire}, where RCU does not watch. */
    public void fireRcuIdle() {
        if (tracepoint.keyIsOn()) {
            enabledRcuIdle();
        }
    }

    private void enabledRcuIdle() {
        try {
            tracepoint.handles().enabledRcuIdle().invokeExact(tracepoint.state());
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** Attaches a probe: {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object)}. */
    public <D> void register(NoArgProbe<? super D> probe, D data) {
        tracepoint.register(ProbeFunction.ofNoArg(probe), data);
    }

    /** Attaches a probe: {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object, int)}. */
    public <D> void register(NoArgProbe<? super D> probe, D data, int prio) {
        tracepoint.register(ProbeFunction.ofNoArg(probe), data, prio);
    }

    /** Detaches that same instance: {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object)}. */
    public <D> void unregister(NoArgProbe<? super D> probe, D data) {
        tracepoint.unregister(ProbeFunction.ofNoArg(probe), data);
    }

    /**
     * Detaches that same instance: {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object, Runnable)}.
     */
    public <D> void unregister(NoArgProbe<? super D> probe, D data, Runnable release) {
        tracepoint.unregister(ProbeFunction.ofNoArg(probe), data, release);
    }
}
