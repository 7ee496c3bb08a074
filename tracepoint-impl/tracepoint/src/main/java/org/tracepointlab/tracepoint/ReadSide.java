package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.tracepointlab.rcu.Rcu;

/**
 * What a reader does, built from method handles. In the types below {@code S} is {@link TracepointState}: the leading
 * argument by which one handle can serve all tracepoints of a signature {@code (A...)void}.
 *
 * <p>Stateless and thread-safe.
 */
public interface ReadSide {

    /** The kernel's: func and data are loaded one after the other. */
    ReadSide KERNEL = new KernelReadSide();

    /** Func and data are one target. Not the kernel's. */
    ReadSide PAIRED = new PairedReadSide();

    /**
     * What the static call calls while exactly this entry is attached, of type {@code (S, Object data, A...)void}. The
     * same func should give the same handle, so that a call that has it already is not patched.
     */
    MethodHandle callTarget(ProbeEntry entry);

    /** What the static call calls otherwise: walks all probes. Of type {@code (S, Object ignored, A...)void}. */
    MethodHandle iterator(MethodType signature);

    /**
     * Makes what the iterator will need of an array, before an update that publishes it begins. May allocate, and
     * define classes; does nothing by default.
     *
     * @param funcs what will be published, or null
     */
    default void prepare(ProbeArray funcs) {
    }

    /**
     * What an enabled tracepoint does, from lock to unlock, of type {@code (S, A...)void}. The key's test comes before
     * it.
     *
     * @param invoker the static call, of type {@code (S, Object data, A...)void}
     * @param domain  whose readers these are
     */
    MethodHandle enabled(MethodHandle invoker, Rcu domain);
}
