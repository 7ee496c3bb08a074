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

    /**
     * What the static call calls while exactly this entry is attached, of type {@code (S, Object data, A...)void}. The
     * same func should give the same handle, so that a call that has it already is not patched.
     */
    MethodHandle callTarget(ProbeEntry entry);

    /** What the static call calls otherwise: walks all probes. Of type {@code (S, Object ignored, A...)void}. */
    MethodHandle iterator(MethodType signature);

    /**
     * The whole read side, of type {@code (S, A...)void}.
     *
     * @param test    the key's test, of type {@code (S)boolean}
     * @param invoker the static call, of type {@code (S, Object data, A...)void}
     * @param domain  whose readers these are
     */
    MethodHandle body(MethodHandle test, MethodHandle invoker, Rcu domain);
}
