package org.tracepointlab.rcu;

import java.util.concurrent.ThreadFactory;
import org.tracepointlab.rcu.kernel.InjectedKernel;

/**
 * Domains of each flavour, with threads from the caller, and told of each step of their own that can be made to fail.
 * The one list of them for tests that inject faults.
 */
public final class InjectedDomains {

    private InjectedDomains() {
    }

    /**
     * A pair of domains.
     *
     * @param flavour a name of {@link org.tracepointlab.rcu.flavour.RcuFlavour}, or {@code kernel, virtual time}
     * @param threads makes their threads
     * @param step runs before and after each system call, scan or fence of a grace period that can be made to fail;
     *                where it throws, that step fails. Those of {@code qsbr} cannot
     */
    public static RcuDomains open(String flavour, ThreadFactory threads, Runnable step) {
        return switch (flavour) {
            case "qsbr" -> pair(flavour, new QsbrRcu("qsbr-rcu", threads), new QsbrRcu("qsbr-srcu", threads));
            case "memb" -> pair(flavour, memb("memb-rcu", threads, step), memb("memb-srcu", threads, step));
            case "mb" -> pair(flavour, mb("mb-rcu", threads, step), mb("mb-srcu", threads, step));
            case "srcu" -> pair(flavour, srcu("srcu-rcu", threads, step), srcu("srcu-srcu", threads, step));
            default -> InjectedKernel.open(flavour, threads, step);
        };
    }

    private static RcuDomains pair(String name, Rcu rcu, Rcu srcu) {
        return new RcuDomains(name, rcu, srcu, false, () -> { });
    }

    private static Rcu memb(String name, ThreadFactory threads, Runnable step) {
        Membarrier real = Membarrier.PROCESS;
        return new MembRcu(name, new Membarrier(real.whyNot()) {
            @Override
            void run() {
                step.run();
                real.run();
                step.run();
            }
        }, threads);
    }

    private static Rcu mb(String name, ThreadFactory threads, Runnable step) {
        return BadRcu.mbWith(name, threads, step);
    }

    private static Rcu srcu(String name, ThreadFactory threads, Runnable step) {
        return new SrcuRcu(name, threads) {
            @Override
            void awaitStragglers(int unused) {
                step.run();
                super.awaitStragglers(unused);
                step.run();
            }
        };
    }
}
