package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodType;
import java.util.Objects;

/**
 * A {@link Tracepoint} with one object, and plain functions for its probes. A record, for the same reason.
 *
 * @param <T> the type of the argument
 * @param tracepoint what it stands for
 */
public record ObjectTracepoint<T>(Tracepoint tracepoint) {

    static final MethodType SIGNATURE = MethodType.methodType(void.class, Object.class);

    /** @throws TracepointException EINVAL if the tracepoint has other arguments */
    public ObjectTracepoint {
        Objects.requireNonNull(tracepoint, "tracepoint");
        if (!tracepoint.signature().equals(SIGNATURE)) {
            throw new TracepointException(Errno.EINVAL, "expected a tracepoint " + SIGNATURE + "; found " + tracepoint);
        }
    }

    /** Calls the probes, from a thread that RCU watches. What a probe throws reaches the caller. */
    public void fire(T a) {
        if (tracepoint.keyIsOn()) {
            enabled(a);
        }
    }

    private void enabled(T a) {
        try {
            tracepoint.handles().enabled().invokeExact(tracepoint.state(), (Object) a);
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** As {@code fire}, where RCU does not watch. */
    public void fireRcuIdle(T a) {
        if (tracepoint.keyIsOn()) {
            enabledRcuIdle(a);
        }
    }

    private void enabledRcuIdle(T a) {
        try {
            tracepoint.handles().enabledRcuIdle().invokeExact(tracepoint.state(), (Object) a);
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** Attaches a probe: {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object)}. */
    public <D> void register(ObjectProbe<? super D, ? super T> probe, D data) {
        tracepoint.register(ProbeFunction.ofObject(probe), data);
    }

    /** Attaches a probe: {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object, int)}. */
    public <D> void register(ObjectProbe<? super D, ? super T> probe, D data, int prio) {
        tracepoint.register(ProbeFunction.ofObject(probe), data, prio);
    }

    /** Detaches that same instance: {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object)}. */
    public <D> void unregister(ObjectProbe<? super D, ? super T> probe, D data) {
        tracepoint.unregister(ProbeFunction.ofObject(probe), data);
    }

    /**
     * Detaches that same instance: {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object, Runnable)}.
     */
    public <D> void unregister(ObjectProbe<? super D, ? super T> probe, D data, Runnable release) {
        tracepoint.unregister(ProbeFunction.ofObject(probe), data, release);
    }
}
