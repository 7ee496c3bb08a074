package org.tracepointlab.tracepoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.rcu.MembRcu;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.rcu.SrcuRcu;
import org.tracepointlab.rcu.kernel.KernelParameters;
import org.tracepointlab.rcu.kernel.KernelRcu;

/** The grace-period flavours that everything here runs with; the one list of them. */
final class Flavours {

    private static final Map<String, Supplier<RcuDomains>> KNOWN = new LinkedHashMap<>();

    static {
        KNOWN.put("mb", MbRcu::domains);
        KNOWN.put("memb", MembRcu::domains);
        KNOWN.put("srcu", SrcuRcu::domains);
        KNOWN.put("qsbr", () -> RestingReaders.domains(false));
        KNOWN.put("qsbr, updaters online", () -> RestingReaders.domains(true));
        KNOWN.put("kernel", () -> KernelRcu.realTime(KernelParameters.defaults(1000, 1)).domains());
        KNOWN.put("kernel, virtual time", () -> KernelRcu.virtualTime(KernelParameters.defaults(250, 2)).domains());
    }

    private Flavours() {
    }

    static Set<String> names() {
        return KNOWN.keySet();
    }

    static RcuDomains open(String name) {
        return KNOWN.get(name).get();
    }
}
