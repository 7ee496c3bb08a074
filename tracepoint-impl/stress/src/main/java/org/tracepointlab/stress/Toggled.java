package org.tracepointlab.stress;

import org.tracepointlab.patching.DeferredPatcher;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.NoArgProbe;
import org.tracepointlab.tracepoint.NoArgTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/** A real tracepoint that one thread fires while another one replaces its probe by a second one, and back. */
final class Toggled {

    private static final int IN_FRONT = 20;

    private final NoArgTracepoint tracepoint;
    private final Patcher patcher;
    private final Object[] data = {"a", "b"};
    private final ProbeFunction[] funcs = {func(0), func(1)};
    private int attached;
    // the firing thread's own
    private int mismatches;

    Toggled(String implementation, String patching) {
        patcher = Patcher.named(patching);
        TracepointRegistry registry = new TracepointRegistry(Implementation.named(implementation), MbRcu.domains(),
                patcher);
        tracepoint = registry.declareNoArg("toggled");
        tracepoint.tracepoint().register(funcs[0], data[0]);
    }

    private ProbeFunction func(int own) {
        return ProbeFunction.ofNoArg((NoArgProbe<Object>) found -> {
            if (found != data[own]) {
                mismatches++;
            }
        });
    }

    /** 1 if a func got the data of the other one, or else 0. */
    int fire() {
        mismatches = 0;
        tracepoint.fire();
        return mismatches == 0 ? 0 : 1;
    }

    /** As {@link #fire}, with a reader of the other kind. */
    int fireRcuIdle() {
        mismatches = 0;
        tracepoint.fireRcuIdle();
        return mismatches == 0 ? 0 : 1;
    }

    /** 1->0->1. */
    void replace() {
        Tracepoint updated = tracepoint.tracepoint();
        updated.unregister(funcs[attached], data[attached]);
        attached ^= 1;
        updated.register(funcs[attached], data[attached]);
    }

    /** Folds the key if it is off; only of {@code deferred} patching. */
    void fold() {
        ((DeferredPatcher) patcher).fold();
    }

    /** 1->2->1, and element 0 changes in 1->2. */
    void overtake() {
        Tracepoint updated = tracepoint.tracepoint();
        int old = attached;
        attached ^= 1;
        updated.register(funcs[attached], data[attached], priority++);
        updated.unregister(funcs[old], data[old]);
    }

    private int priority = IN_FRONT;
}
