package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.tracepointlab.rcu.Rcu;

/**
 * Func and data as one target, published by one patch:
 *
 * <pre>
 *     if (key)
 *         rcu.readLock()
 *         try
 *             staticCall(args...)               // the one probe with its data, or the iterator
 *         finally
 *             rcu.readUnlock()
 * </pre>
 */
final class PairedReadSide implements ReadSide {

    /** The func with the entry's data bound to it; what the call hands over in its place is ignored. */
    @Override
    public MethodHandle callTarget(ProbeEntry entry) {
        MethodHandle bound = MethodHandles.insertArguments(entry.func().callTarget(), 1, entry.data());
        return MethodHandles.dropArguments(bound, 1, Object.class);
    }

    @Override
    public MethodHandle iterator(MethodType signature) {
        return KERNEL.iterator(signature);
    }

    @Override
    public void prepare(ProbeArray funcs) {
        KERNEL.prepare(funcs);
    }

    @Override
    public MethodHandle enabled(MethodHandle invoker, Rcu domain) {
        return KernelReadSide.inSection(MethodHandles.insertArguments(invoker, 1, (Object) null), domain);
    }
}
