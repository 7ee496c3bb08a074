package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * Read sides that take the key or the call as their leading argument, so that one handle serves any number of them.
 * Immutable and thread-safe.
 */
public interface PatchTemplates {

    /** A handle of type {@code (StaticKey)boolean}, for keys of the same patcher. */
    MethodHandle test();

    /** A handle of type {@code (StaticCall, A...)R} for a type {@code (A...)R}, for calls of the same patcher. */
    MethodHandle invoker(MethodType type);
}
