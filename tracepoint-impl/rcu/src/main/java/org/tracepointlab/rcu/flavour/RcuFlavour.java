package org.tracepointlab.rcu.flavour;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.rcu.MembRcu;
import org.tracepointlab.rcu.QsbrRcu;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.rcu.SrcuRcu;
import org.tracepointlab.rcu.kernel.KernelParameters;
import org.tracepointlab.rcu.kernel.KernelRcu;

/** The flavours of RCU by name: the one list of them, for tools, benchmarks and tests. */
public enum RcuFlavour {

    /** A free read side; readers register and announce quiescent states. */
    QSBR(true, QsbrRcu::domains),

    /** A read side without fences; the updater calls membarrier(2). */
    MEMB(false, MembRcu::domains),

    /** Full fences on the read side. */
    MB(false, MbRcu::domains),

    /** Sections that may block, and end on another thread. */
    SRCU(false, SrcuRcu::domains),

    /** Grace periods paced by a scheduler tick: 1000 Hz, 1 CPU, real time. {@link KernelRcu} makes others. */
    KERNEL(false, () -> KernelRcu.realTime(KernelParameters.defaults(1000, 1)).domains());

    private final boolean registration;
    private final Supplier<RcuDomains> domains;

    RcuFlavour(boolean registration, Supplier<RcuDomains> domains) {
        this.registration = registration;
        this.domains = domains;
    }

    /**
     * The flavour of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that are
     */
    public static RcuFlavour named(String name) {
        for (RcuFlavour flavour : values()) {
            if (flavour.toString().equals(name)) {
                return flavour;
            }
        }
        throw new IllegalArgumentException(
                "expected rcu to be one of " + String.join(", ", names()) + ", found '" + name + "'");
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(RcuFlavour::toString).toList();
    }

    /**
     * Whether readers must register, and announce quiescent states or rest: without, their sections are refused, or
     * grace periods wait for ever. Doing both does no harm in any flavour.
     */
    public boolean needsQuiescentStates() {
        return registration;
    }

    /** A new pair of domains, to be closed by the caller. Where a flavour is one domain, both are of it. */
    public RcuDomains domains() {
        return domains.get();
    }

    /** The name, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
