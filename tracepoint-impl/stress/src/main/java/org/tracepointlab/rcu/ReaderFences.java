package org.tracepointlab.rcu;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The store-load ordering at a reader's entry, with nothing around it that could hide its absence: the reader enters
 * and loads the pointer, the updater stores the pointer, makes its heavy fence, and looks at the reader. The result is
 * 1 where both missed the other: the reader has the old pointer, and the updater has not seen it inside.
 *
 * <p>In this package to get at the readers themselves.
 */
public final class ReaderFences {

    private static final VarHandle POINTER;

    static {
        try {
            POINTER = MethodHandles.lookup().findVarHandle(Entry.class, "pointer", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ReaderFences() {
    }

    /** One reader and one look at it. */
    abstract static class Entry {
        private final CountingReader reader;
        private int pointer;
        private int loaded;
        private boolean inside;

        Entry(CountingReader reader) {
            this.reader = reader;
        }

        final void enter() {
            reader.lock();
            loaded = (int) POINTER.getOpaque(this);
        }

        final void replaceAndLook() {
            POINTER.setOpaque(this, 1);
            reader.home.heavyFence();
            inside = reader.blocks(0);
        }

        final void judge(I_Result result) {
            result.r1 = loaded == 0 && !inside ? 1 : 0;
        }
    }

    /** mb: a full fence on either side. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "at least one saw the other")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "both missed the other")
    @State
    public static class Mb extends Entry {
        private static final MbRcu RCU = new MbRcu("mb");

        public Mb() {
            super(new MbReader(RCU));
        }

        @Actor
        public void reader() {
            enter();
        }

        @Actor
        public void updater() {
            replaceAndLook();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            judge(result);
        }
    }

    /** memb: no fence here, membarrier(2) there. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "at least one saw the other")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "both missed the other")
    @State
    public static class Memb extends Entry {
        private static final MembRcu RCU = checked(new MembRcu("memb"));

        public Memb() {
            super(new MembReader(RCU));
        }

        private static MembRcu checked(MembRcu rcu) {
            if (!rcu.usesMembarrier()) {
                throw new IllegalStateException("expected membarrier(2), found none: " + Membarrier.PROCESS.whyNot());
            }
            return rcu;
        }

        @Actor
        public void reader() {
            enter();
        }

        @Actor
        public void updater() {
            replaceAndLook();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            judge(result);
        }
    }

    /** The canary: memb's reader, and an updater that fences itself alone. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "at least one saw the other")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "both missed the other: the positive control")
    @State
    public static class Fenceless extends Entry {
        private static final MbRcu RCU = new MbRcu("fenceless");

        public Fenceless() {
            super(new MembReader(RCU));
        }

        @Actor
        public void reader() {
            enter();
        }

        @Actor
        public void updater() {
            replaceAndLook();
        }

        @Arbiter
        public void arbiter(I_Result result) {
            judge(result);
        }
    }
}
