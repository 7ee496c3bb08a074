package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * A place in a program that probes can be attached to while it runs. Made by {@link TracepointRegistry#declare}.
 *
 * <p>A record, since the JIT trusts its final fields: from a {@code static final} tracepoint it reaches the patched
 * code as constants, and a disabled one costs nothing.
 *
 * <p>Thread-safe. Firing waits for nobody; it runs the probes on the calling thread, inside a read section, and what a
 * probe throws reaches the caller after the section ended. Updates are serialised by the registry's mutex, and some
 * wait for readers, by implementation.
 *
 * @param name    unique in its registry
 * @param state   opaque
 * @param handles opaque
 */
public record Tracepoint(String name, TracepointState state, ReadHandles handles) {

    /** The arguments: {@code (A...)void}. */
    public MethodType signature() {
        return handles.fire().type().dropParameterTypes(0, 1);
    }

    /**
     * Fires the tracepoint: of type {@link #signature()}, for threads that RCU watches. Made anew by each call: keep it
     * in a {@code static final} field, and call it with {@code invokeExact}. Where sections need no marks, this one
     * makes them all the same, and so its thread must be registered and online.
     */
    public MethodHandle fire() {
        return handles.fire().bindTo(state);
    }

    /** As {@link #fire()}, for code that runs where RCU does not watch (the idle loop): its readers are in SRCU. */
    public MethodHandle fireRcuIdle() {
        return handles.fireRcuIdle().bindTo(state);
    }

    /** As {@link #fire()}, for a class that {@link FiringFrames} knows. */
    MethodHandle fireUnmarked() {
        return Signature.guarded(handles.test(), handles.enabled()).bindTo(state);
    }

    /** Whether any probe is attached, as the updater sees it. */
    public boolean isEnabled() {
        return state.key().isEnabled();
    }

    /** The read side's test of the key, folded where this is a constant. */
    boolean keyIsOn() {
        try {
            return (boolean) handles.test().invokeExact(state);
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        }
    }

    /** The probes now, in the order in which they are called. */
    public List<ProbeEntry> probes() {
        ProbeArray funcs = state.loadAcquireFuncs();
        return funcs == null ? List.of() : funcs.toList();
    }

    /** {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object)} in this tracepoint's registry. */
    public void register(ProbeFunction func, Object data) {
        register(func, data, ProbeEntry.DEFAULT_PRIO);
    }

    /** {@link TracepointRegistry#register(Tracepoint, ProbeFunction, Object, int)} in this tracepoint's registry. */
    public void register(ProbeFunction func, Object data, int prio) {
        state.registry().register(this, func, data, prio);
    }

    /** {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object)} in this tracepoint's registry. */
    public void unregister(ProbeFunction func, Object data) {
        unregister(func, data, null);
    }

    /**
     * {@link TracepointRegistry#unregister(Tracepoint, ProbeFunction, Object, Runnable)} in this tracepoint's registry.
     */
    public void unregister(ProbeFunction func, Object data, Runnable release) {
        state.registry().unregister(this, func, data, release);
    }

    @Override
    public String toString() {
        return "tracepoint '" + name + "' " + signature();
    }
}
