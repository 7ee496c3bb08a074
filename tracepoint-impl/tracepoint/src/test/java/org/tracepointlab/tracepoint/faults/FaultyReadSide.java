package org.tracepointlab.tracepoint.faults;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ProbeArray;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.ReadSide;

/** Another read side of which the allocation of a target or of links may fail. */
record FaultyReadSide(ReadSide readSide, Faults faults) implements ReadSide {

    /** That implementation with such a read side. */
    static Implementation in(Implementation implementation, Faults faults) {
        return new Implementation(implementation.name(), implementation.strategy(),
                new FaultyReadSide(implementation.readSide(), faults), implementation.batchScope());
    }

    @Override
    public MethodHandle callTarget(ProbeEntry entry) {
        faults.before(Kind.ALLOCATION);
        return readSide.callTarget(entry);
    }

    @Override
    public MethodHandle iterator(MethodType signature) {
        return readSide.iterator(signature);
    }

    @Override
    public void prepare(ProbeArray funcs) {
        faults.before(Kind.ALLOCATION);
        readSide.prepare(funcs);
    }

    @Override
    public MethodHandle enabled(MethodHandle invoker, Rcu domain) {
        return readSide.enabled(invoker, domain);
    }
}
