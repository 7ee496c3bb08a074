package org.tracepointlab.lab;

import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ImplementationProvider;
import org.tracepointlab.tracepoint.ReadSide;

/** Somebody's own implementation: fast, and wrong. */
public final class OptimisticProvider implements ImplementationProvider {

    @Override
    public Implementation implementation() {
        return new Implementation("optimistic", Implementation.named("original").strategy(), ReadSide.KERNEL,
                BatchScope.NONE);
    }
}
