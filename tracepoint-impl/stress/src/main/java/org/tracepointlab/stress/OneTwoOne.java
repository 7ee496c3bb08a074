package org.tracepointlab.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * 1->2->1 where element 0 changes in 1->2, over call sites: each test has its tracepoint as a constant, so that its
 * sites fold.
 */
public final class OneTwoOne {

    private OneTwoOne() {
    }

    /** {@code original}, readers by {@code fire}. */
    @JCStressTest
    @JCStressMeta(Outcomes.BugSeen.class)
    @State
    public static class Original {
        private static final Toggled TRACEPOINT = new Toggled("original", "callsite");

        @Actor
        public void reader(I_Result result) {
            result.r1 = TRACEPOINT.fire();
        }

        @Actor
        public void updater() {
            TRACEPOINT.overtake();
        }
    }

    /** {@code original}, readers by {@code fireRcuIdle}. */
    @JCStressTest
    @JCStressMeta(Outcomes.BugSeen.class)
    @State
    public static class OriginalIdle {
        private static final Toggled TRACEPOINT = new Toggled("original", "callsite");

        @Actor
        public void reader(I_Result result) {
            result.r1 = TRACEPOINT.fireRcuIdle();
        }

        @Actor
        public void updater() {
            TRACEPOINT.overtake();
        }
    }

    /** {@code unconditional}, readers by {@code fire}. */
    @JCStressTest
    @JCStressMeta(Outcomes.NoMismatch.class)
    @State
    public static class Unconditional {
        private static final Toggled TRACEPOINT = new Toggled("unconditional", "callsite");

        @Actor
        public void reader(I_Result result) {
            result.r1 = TRACEPOINT.fire();
        }

        @Actor
        public void updater() {
            TRACEPOINT.overtake();
        }
    }

    /** {@code unconditional}, readers by {@code fireRcuIdle}. */
    @JCStressTest
    @JCStressMeta(Outcomes.NoMismatch.class)
    @State
    public static class UnconditionalIdle {
        private static final Toggled TRACEPOINT = new Toggled("unconditional", "callsite");

        @Actor
        public void reader(I_Result result) {
            result.r1 = TRACEPOINT.fireRcuIdle();
        }

        @Actor
        public void updater() {
            TRACEPOINT.overtake();
        }
    }

    /** {@code conditional}, readers by {@code fire}. */
    @JCStressTest
    @JCStressMeta(Outcomes.NoMismatch.class)
    @State
    public static class Conditional {
        private static final Toggled TRACEPOINT = new Toggled("conditional", "callsite");

        @Actor
        public void reader(I_Result result) {
            result.r1 = TRACEPOINT.fire();
        }

        @Actor
        public void updater() {
            TRACEPOINT.overtake();
        }
    }

    /** {@code conditional}, readers by {@code fireRcuIdle}. */
    @JCStressTest
    @JCStressMeta(Outcomes.NoMismatch.class)
    @State
    public static class ConditionalIdle {
        private static final Toggled TRACEPOINT = new Toggled("conditional", "callsite");

        @Actor
        public void reader(I_Result result) {
            result.r1 = TRACEPOINT.fireRcuIdle();
        }

        @Actor
        public void updater() {
            TRACEPOINT.overtake();
        }
    }

    /** {@code lazy} over {@code deferred} patching, readers by {@code fire}, while the key is folded. */
    @JCStressTest
    @JCStressMeta(Outcomes.NoMismatch.class)
    @State
    public static class Lazy {
        private static final Toggled TRACEPOINT = new Toggled("lazy", "deferred");

        @Actor
        public void reader(I_Result result) {
            result.r1 = TRACEPOINT.fire();
        }

        @Actor
        public void updater() {
            TRACEPOINT.overtake();
        }

        @Actor
        public void folder() {
            TRACEPOINT.fold();
        }
    }

    /** {@code lazy} over {@code deferred} patching, readers by {@code fireRcuIdle}, while the key is folded. */
    @JCStressTest
    @JCStressMeta(Outcomes.NoMismatch.class)
    @State
    public static class LazyIdle {
        private static final Toggled TRACEPOINT = new Toggled("lazy", "deferred");

        @Actor
        public void reader(I_Result result) {
            result.r1 = TRACEPOINT.fireRcuIdle();
        }

        @Actor
        public void updater() {
            TRACEPOINT.overtake();
        }

        @Actor
        public void folder() {
            TRACEPOINT.fold();
        }
    }
}
