package org.tracepointlab.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The canary: Lincheck, as it is used here and on this JDK, finds a lost update, and finds none where there is none.
 */
@Tag("lincheck")
class LostUpdateTest {

    /** A counter that forgets. */
    public static class Plain {
        private int value;

        @Operation
        public int increment() {
            return ++value;
        }
    }

    /** A counter that does not. */
    public static class Atomic {
        private final AtomicInteger value = new AtomicInteger();

        @Operation
        public int increment() {
            return value.incrementAndGet();
        }
    }

    @Test
    void isFound() {
        assertThat(Fixed.check(Plain.class, Fixed.scenario(Plain.class, Fixed.ops(), Fixed.ops("increment"),
                Fixed.ops("increment")), 1000)).isNotNull();
    }

    @Test
    void isNotFoundWhereThereIsNone() {
        assertThat(Fixed.check(Atomic.class, Fixed.scenario(Atomic.class, Fixed.ops(), Fixed.ops("increment"),
                Fixed.ops("increment")), 1000)).isNull();
    }
}
