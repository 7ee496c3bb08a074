package org.tracepointlab.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.rcu.MembRcu;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.SrcuRcu;

/** What a reader reads is not freed under it. The result is 1 where it was. */
public final class RcuFences {

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Slot.class, "current", int[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private RcuFences() {
    }

    /** Holds an array of one element, which is 1 once it is freed. */
    static class Slot {
        final int[] old = new int[1];
        int[] current = old;

        int readIn(Rcu rcu) {
            rcu.readLock();
            try {
                return ((int[]) CURRENT.getAcquire(this))[0];
            } finally {
                rcu.readUnlock();
            }
        }

        void replace() {
            CURRENT.setRelease(this, new int[1]);
        }
    }

    /** With a grace period before it is freed. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "not freed")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "freed under the reader")
    @State
    public static class Synchronized extends Slot {
        private static final MbRcu RCU = new MbRcu("fences");

        @Actor
        public void reader(I_Result result) {
            result.r1 = readIn(RCU);
        }

        @Actor
        public void updater() {
            replace();
            RCU.synchronize();
            old[0] = 1;
        }
    }

    /** With one of memb. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "not freed")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "freed under the reader")
    @State
    public static class SynchronizedMemb extends Slot {
        private static final MembRcu RCU = new MembRcu("fences");

        @Actor
        public void reader(I_Result result) {
            result.r1 = readIn(RCU);
        }

        @Actor
        public void updater() {
            replace();
            RCU.synchronize();
            old[0] = 1;
        }
    }

    /** With one of srcu. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "not freed")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "freed under the reader")
    @State
    public static class SynchronizedSrcu extends Slot {
        private static final SrcuRcu RCU = new SrcuRcu("fences");

        @Actor
        public void reader(I_Result result) {
            result.r1 = readIn(RCU);
        }

        @Actor
        public void updater() {
            replace();
            RCU.synchronize();
            old[0] = 1;
        }
    }

    /** Freed once a cookie has elapsed that was taken after the replacement; the grace period is another thread's. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "not freed")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "freed under the reader")
    @State
    public static class Cookie extends Slot {
        private static final MbRcu RCU = new MbRcu("cookies");

        @Actor
        public void reader(I_Result result) {
            result.r1 = readIn(RCU);
        }

        @Actor
        public void updater() {
            replace();
            long cookie = RCU.startPoll();
            while (!RCU.pollState(cookie)) {
                Thread.onSpinWait();
            }
            old[0] = 1;
        }
    }

    /** The canary: the cookie was taken, and had elapsed, before the replacement. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "not freed")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "freed under the reader: the positive control")
    @State
    public static class CookieTooEarly extends Slot {
        private static final MbRcu RCU = new MbRcu("cookies");
        private static final long COOKIE = RCU.getState();

        static {
            RCU.synchronize();
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = readIn(RCU);
        }

        @Actor
        public void updater() {
            replace();
            if (RCU.pollState(COOKIE)) {
                old[0] = 1;
            }
        }
    }

    /** The canary: without one. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "not freed")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "freed under the reader: the positive control")
    @State
    public static class Hasty extends Slot {
        private static final MbRcu RCU = new MbRcu("fences");

        @Actor
        public void reader(I_Result result) {
            result.r1 = readIn(RCU);
        }

        @Actor
        public void updater() {
            replace();
            old[0] = 1;
        }
    }
}
