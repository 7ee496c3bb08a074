package org.tracepointlab.check;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.ReadSide;

/** The kernel's read side, but as somebody's own, of which the checker knows nothing. */
final class OwnReadSide implements ReadSide {

    @Override
    public MethodHandle callTarget(ProbeEntry entry) {
        return KERNEL.callTarget(entry);
    }

    @Override
    public MethodHandle iterator(MethodType signature) {
        return KERNEL.iterator(signature);
    }

    @Override
    public MethodHandle enabled(MethodHandle invoker, Rcu domain) {
        return KERNEL.enabled(invoker, domain);
    }
}
