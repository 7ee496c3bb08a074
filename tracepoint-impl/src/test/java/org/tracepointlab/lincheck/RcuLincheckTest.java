package org.tracepointlab.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.rcu.Rcu;

/** A flavour of RCU between two synchronizers and a reader. */
@Tag("lincheck")
class RcuLincheckTest {

    private static final int INVOCATIONS = 1_000;

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
                Version version = current.get();
                return version.freed;
            } finally {
                rcu.readUnlock();
            }
        }

        @Operation
        public void replace() {
            Version old = current.getAndSet(new Version());
            await(rcu);
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

    private static Object check(Class<?> scene) {
        return Fixed.check(scene, Fixed.scenario(scene, Fixed.ops(), Fixed.ops("read", "read"), Fixed.ops("replace"),
                Fixed.ops("replace")), INVOCATIONS);
    }

    @Test
    void nothingIsFreedUnderAReader() {
        assertThat(check(Mb.class)).isNull();
    }

    @Test
    void aSynchronizerThatDoesNotWaitIsFound() {
        assertThat(check(Hasty.class)).isNotNull();
    }
}
