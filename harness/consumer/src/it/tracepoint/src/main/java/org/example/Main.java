package org.example;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.flavour.RcuFlavour;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;
import org.tracepointlab.tracepoint.Tracepoints;

/** Declares a tracepoint, and fires it without a probe, with one, and without it again, in each implementation. */
public final class Main {

    interface Happened {
        void happened(long value);
    }

    private static long sum;

    private static void probe(Object data, long value) {
        sum += (Long) data * value;
    }

    public static void main(String[] args) throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        ProbeFunction func = ProbeFunction.of(lookup.findStatic(Main.class, "probe",
                MethodType.methodType(void.class, Object.class, long.class)));
        for (String implementation : Implementation.names()) {
            sum = 0;
            try (TracepointRegistry registry = new TracepointRegistry(Implementation.named(implementation),
                    RcuFlavour.named("mb").domains(), Patcher.named("callsite"))) {
                Happened happened = Tracepoints.declare(lookup, registry, "happened", Happened.class);
                Tracepoint tracepoint = registry.tracepoint("happened").orElseThrow();
                happened.happened(1);
                tracepoint.register(func, 100L);
                happened.happened(2);
                tracepoint.unregister(func, 100L);
                happened.happened(4);
            }
            System.out.println(implementation + " fired " + sum);
        }
    }
}
