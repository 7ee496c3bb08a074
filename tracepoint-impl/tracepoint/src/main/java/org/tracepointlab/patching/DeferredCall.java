package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** A call that is a call site, of a patcher that throws compiled code away in one go if many patches follow. */
record DeferredCall(CallSiteCall call, Folding folding) implements StaticCall {

    @Override
    public MethodType type() {
        return call.type();
    }

    @Override
    public MethodHandle target() {
        return call.target();
    }

    @Override
    public boolean update(MethodHandle target) {
        if (call.target() != target) {
            folding.beforeSite();
        }
        return call.update(target);
    }

    @Override
    public MethodHandle invoker() {
        return call.invoker();
    }
}
