package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.tracepointlab.patching.StaticCall;
import org.tracepointlab.patching.StaticKey;
import org.tracepointlab.rcu.Rcu;

/** The pieces that read sides are composed of. */
final class Handles {

    /** Load-acquires the array: {@code (TracepointState)ProbeArray}. */
    static final MethodHandle FUNCS;
    /** {@code (ProbeArray)boolean}. */
    static final MethodHandle NOT_NULL;
    /** Element 0's data: {@code (ProbeArray)Object}. */
    static final MethodHandle FIRST_DATA;
    /** The chain of all probes: {@code (ProbeArray)Link}. */
    static final MethodHandle LINK;
    /** {@code (TracepointState)StaticKey}. */
    static final MethodHandle KEY;
    /** {@code (TracepointState)StaticCall}. */
    static final MethodHandle CALL;
    /** {@code (Rcu)void}; throws a StackOverflowError, before it does anything, unless there is room for the unlock. */
    static final MethodHandle READ_LOCK;
    /** {@code (Rcu)void}. */
    static final MethodHandle READ_UNLOCK;

    static {
        try {
            Lookup lookup = MethodHandles.lookup();
            FUNCS = virtual(lookup, TracepointState.class, "loadAcquireFuncs", ProbeArray.class);
            NOT_NULL = lookup.findStatic(Handles.class, "notNull",
                    MethodType.methodType(boolean.class, ProbeArray.class));
            FIRST_DATA = virtual(lookup, ProbeArray.class, "firstData", Object.class);
            LINK = virtual(lookup, ProbeArray.class, "link", Link.class);
            KEY = virtual(lookup, TracepointState.class, "key", StaticKey.class);
            CALL = virtual(lookup, TracepointState.class, "call", StaticCall.class);
            READ_LOCK = LargeFrame.of(Rcu.class, "readLock");
            READ_UNLOCK = virtual(lookup, Rcu.class, "readUnlock", void.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Handles() {
    }

    private static MethodHandle virtual(Lookup lookup, Class<?> owner, String name, Class<?> result, Class<?>... args)
            throws ReflectiveOperationException {
        return lookup.findVirtual(owner, name, MethodType.methodType(result, args));
    }

    private static boolean notNull(ProbeArray funcs) {
        return funcs != null;
    }
}
