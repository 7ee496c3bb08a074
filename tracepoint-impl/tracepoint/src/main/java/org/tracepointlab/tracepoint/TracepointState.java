package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.tracepointlab.patching.StaticCall;
import org.tracepointlab.patching.StaticKey;

/**
 * What changes about one tracepoint. Opaque to users; it is public because it is the leading argument in the handles of
 * a {@link ReadSide}.
 */
public final class TracepointState {

    private static final VarHandle FUNCS;

    static {
        try {
            FUNCS = MethodHandles.lookup().findVarHandle(TracepointState.class, "funcs", ProbeArray.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TracepointRegistry registry;
    private final StaticKey key;
    private final StaticCall call;
    private final TracepointHooks hooks;
    private final MethodType callType;
    private boolean undeclared; // the holder's of the registry's mutex
    @SuppressWarnings("unused") // by FUNCS
    private ProbeArray funcs;

    /** @param callType the call's, kept at hand: an update asks for it, and finds this in its cache */
    TracepointState(TracepointRegistry registry, StaticKey key, StaticCall call, TracepointHooks hooks,
            MethodType callType) {
        this.callType = callType;
        this.registry = registry;
        this.key = key;
        this.call = call;
        this.hooks = hooks;
    }

    TracepointRegistry registry() {
        return registry;
    }

    StaticKey key() {
        return key;
    }

    StaticCall call() {
        return call;
    }

    MethodType callType() {
        return callType;
    }

    boolean isUndeclared() {
        return undeclared;
    }

    void undeclare() {
        undeclared = true;
    }

    TracepointHooks hooks() {
        return hooks;
    }

    /**
     * The reader's rcu_dereference: pairs with {@link #storeReleaseFuncs}. Without it a reader sees an array unfilled.
     */
    ProbeArray loadAcquireFuncs() {
        return (ProbeArray) FUNCS.getAcquire(this);
    }

    /** The updater's rcu_assign_pointer: the array's content and the patches made before come before it. */
    void storeReleaseFuncs(ProbeArray value) {
        FUNCS.setRelease(this, value);
    }
}
