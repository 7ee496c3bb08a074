package org.tracepointlab.rcu.kernel;

import java.util.concurrent.ThreadFactory;
import org.tracepointlab.rcu.RcuDomains;

/** The kernel's part of {@link org.tracepointlab.rcu.InjectedDomains}. */
public final class InjectedKernel {

    private InjectedKernel() {
    }

    /**
     * In real time as {@code kernel}, in virtual time as {@code kernel, virtual time}. A step that throws breaks it.
     */
    public static RcuDomains open(String flavour, ThreadFactory threads, Runnable step) {
        return switch (flavour) {
            case "kernel" -> KernelRcu.realTime(KernelParameters.defaults(1000, 1), threads, at -> step.run())
                    .domains();
            case "kernel, virtual time" -> KernelRcu.virtualTime(KernelParameters.defaults(250, 2), at -> step.run())
                    .domains();
            default -> throw new IllegalArgumentException("expected a flavour, found " + flavour);
        };
    }
}
