package org.tracepointlab.tracepoint;

/** Is told what a probe threw that was to be kept from whoever fires: see {@link ProbeFunction#isolated}. */
@FunctionalInterface
public interface ProbeFailureHandler {

    /**
     * Called on the thread that fires, inside its read section: must be short, must not wait, and cannot update
     * tracepoints. What it throws itself reaches the caller of the tracepoint.
     *
     * @param func   the probe
     * @param data   what it was called with
     * @param thrown what it threw; never a {@link VirtualMachineError}, which always reaches the caller
     */
    void failed(ProbeFunction func, Object data, Throwable thrown);
}
