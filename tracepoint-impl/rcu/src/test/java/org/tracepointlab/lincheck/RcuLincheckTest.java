package org.tracepointlab.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.BadRcu;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.rcu.QsbrRcu;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.SrcuRcu;

/** The flavours between two synchronizers and a reader; those with a known bug must be found. */
@Tag("lincheck")
class RcuLincheckTest {

    private static final int INVOCATIONS = 200;
    private static final int TO_FIND = 20_000;

    private static final class Version {
        private volatile boolean freed;
    }

    /** A version that is replaced, waited for and freed. */
    public abstract static class Scene {
        private final Rcu rcu;
        private final AtomicReference<Version> current = new AtomicReference<>(new Version());

        Scene(Rcu rcu) {
            this.rcu = rcu;
        }

        /** Whether what it reads is freed while it reads; one after the other, it never is. */
        @Operation
        public boolean read() {
            rcu.readLock();
            try {
                return readInside();
            } finally {
                rcu.readUnlock();
            }
        }

        /** The same by a handle, with a quiescent state in between. */
        @Operation
        public boolean readRegistered() {
            boolean freed;
            try (Rcu.Reader reader = rcu.register()) {
                reader.lock();
                freed = readInside();
                reader.unlock();
                reader.quiescentState();
                reader.lock();
                freed |= readInside();
                reader.unlock();
            }
            return freed;
        }

        /** The same by index: next to nothing but the two steps of an entry, between which a reader may be delayed. */
        @Operation
        public boolean readByIndex() {
            SrcuRcu srcu = (SrcuRcu) rcu;
            int section = srcu.lock();
            boolean freed = readInside();
            srcu.unlock(section);
            return freed;
        }

        private boolean readInside() {
            Version version = current.get();
            return version.freed;
        }

        @Operation
        public void replace() {
            Version old = current.getAndSet(new Version());
            await(rcu);
            old.freed = true;
        }

        /** As {@link #replace}, by a cookie. */
        @Operation
        public void replaceByCookie() {
            Version old = current.getAndSet(new Version());
            rcu.condSynchronize(rcu.getState());
            old.freed = true;
        }

        void await(Rcu domain) {
            domain.synchronize();
        }
    }

    /** The mb flavour. */
    public static class Mb extends Scene {
        public Mb() {
            super(new MbRcu("rcu"));
        }
    }

    /** The memb flavour. */
    public static class Memb extends Scene {
        public Memb() {
            super(BadRcu.membWithoutSystemCall());
        }
    }

    /** The qsbr flavour. */
    public static class Qsbr extends Scene {
        public Qsbr() {
            super(new QsbrRcu("rcu"));
        }
    }

    /** The srcu flavour. */
    public static class Srcu extends Scene {
        public Srcu() {
            super(new SrcuRcu("rcu"));
        }
    }

    /** Known-bad: the cookie is completed + 1. */
    public static class CompletedPlusOne extends Scene {
        public CompletedPlusOne() {
            super(BadRcu.cookieIsCompletedPlusOne());
        }
    }

    /** Known-bad: completed is set before waiting. */
    public static class CompletedBeforeWaiting extends Scene {
        public CompletedBeforeWaiting() {
            super(BadRcu.completedBeforeWaiting());
        }
    }

    /** Known-bad: one flip where two scans are needed. */
    public static class OneFlip extends Scene {
        public OneFlip() {
            super(BadRcu.oneFlip());
        }
    }

    /** The canary: nobody waits. */
    public static class Hasty extends Scene {
        public Hasty() {
            super(new MbRcu("rcu"));
        }

        @Override
        void await(Rcu domain) {
            // hasty
        }
    }

    private static Object check(Class<?> scene, int invocations, String reads, String one, String two) {
        return Fixed.check(scene, Fixed.scenario(scene, Fixed.ops(), reads.split(" "), one.split(" "), two.split(" ")),
                invocations);
    }

    @ParameterizedTest
    @ValueSource(classes = {Mb.class, Memb.class, Srcu.class})
    void nothingIsFreedUnderAReader(Class<?> scene) {
        assertThat(check(scene, INVOCATIONS, "read read", "replace", "replace")).isNull();
    }

    @ParameterizedTest
    @ValueSource(classes = {Mb.class, Memb.class, Qsbr.class, Srcu.class})
    void nothingIsFreedUnderARegisteredReader(Class<?> scene) {
        assertThat(check(scene, INVOCATIONS, "readRegistered", "replace", "replaceByCookie")).isNull();
    }

    @ParameterizedTest
    @ValueSource(classes = {Mb.class, Memb.class, Srcu.class})
    void nothingIsFreedUnderAReaderByCookies(Class<?> scene) {
        assertThat(check(scene, INVOCATIONS, "read", "replaceByCookie replace", "replaceByCookie")).isNull();
    }

    @Test
    void aSynchronizerThatDoesNotWaitIsFound() {
        assertThat(check(Hasty.class, TO_FIND, "read read", "replace", "replace")).isNotNull();
    }

    @Test
    @Tag("thorough") // minutes; with -Pstress
    void aCookieOfCompletedPlusOneIsFound() {
        assertThat(check(CompletedPlusOne.class, TO_FIND, "read", "replace", "replace")).isNotNull();
    }

    @Test
    @Tag("thorough")
    void completedSetBeforeWaitingIsFound() {
        assertThat(check(CompletedBeforeWaiting.class, TO_FIND, "read", "replace", "replaceByCookie")).isNotNull();
    }

    @Test
    @Tag("thorough")
    void oneFlipInsteadOfTwoIsFound() {
        assertThat(check(OneFlip.class, TO_FIND, "readByIndex", "replace", "replace")).isNotNull();
        assertThat(check(Srcu.class, TO_FIND, "readByIndex", "replace", "replace")).isNull();
    }
}
