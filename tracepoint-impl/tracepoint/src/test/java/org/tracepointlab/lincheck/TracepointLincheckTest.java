package org.tracepointlab.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodType;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.strategy.LincheckFailure;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.tracepoint.NoArgProbe;
import org.tracepointlab.tracepoint.PlainReadSide;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * The production classes with field patching, and a reader at any place of the table's scenarios. The reader is in
 * plain Java: Lincheck takes a fifth of a second to build one of method handles, each time.
 */
@Tag("lincheck")
class TracepointLincheckTest {

    /** The original is caught within 60 of them in each scenario; each takes some hundredths of a second. */
    private static final int INVOCATIONS = 100;

    /** Probes 0 to 2, each with data of its own. */
    public abstract static class Scene {
        private static final MethodType SIGNATURE = MethodType.methodType(void.class);

        private final TracepointRegistry registry;
        private final Tracepoint tracepoint;
        private final ProbeFunction[] funcs = new ProbeFunction[3];
        private boolean mismatch;

        Scene(String implementation) {
            registry = new TracepointRegistry(PlainReadSide.in(implementation), MbRcu.domains(),
                    Patcher.named("field"));
            tracepoint = registry.declare("t", SIGNATURE);
            for (int i = 0; i < funcs.length; i++) {
                Integer own = i;
                NoArgProbe<Integer> probe = data -> mismatch |= !data.equals(own);
                funcs[i] = ProbeFunction.ofNoArg(probe);
            }
        }

        private void add(int probe, int prio) {
            tracepoint.register(funcs[probe], probe, prio);
        }

        private void remove(int probe) {
            tracepoint.unregister(funcs[probe], probe);
        }

        @Operation
        public void addA() {
            add(0, 10);
        }

        @Operation
        public void addB() {
            add(1, 10);
        }

        @Operation
        public void insertB() {
            add(1, 20);
        }

        @Operation
        public void addC() {
            add(2, 10);
        }

        @Operation
        public void removeA() {
            remove(0);
        }

        @Operation
        public void removeC() {
            remove(2);
        }

        /** Whether a func got data of another one; one after the other, it never does. */
        @Operation
        public boolean fire() {
            mismatch = false;
            PlainReadSide.fire(tracepoint, registry.domains().rcu());
            return mismatch;
        }

        @Operation
        public boolean fireRcuIdle() {
            mismatch = false;
            PlainReadSide.fire(tracepoint, registry.domains().srcu());
            return mismatch;
        }
    }

    /** With the original. */
    public static class Original extends Scene {
        public Original() {
            super("original");
        }
    }

    /** With the fix. */
    public static class Unconditional extends Scene {
        public Unconditional() {
            super("unconditional");
        }
    }

    /** With the follow-up. */
    public static class Conditional extends Scene {
        public Conditional() {
            super("conditional");
        }
    }

    private static Class<?> scene(String implementation) {
        return switch (implementation) {
            case "original" -> Original.class;
            case "unconditional" -> Unconditional.class;
            default -> Conditional.class;
        };
    }

    static Stream<Arguments> everything() {
        return Stream.of("original", "unconditional", "conditional").flatMap(implementation -> Stream.of(
                Arguments.of(implementation, "fire", "addA", "removeA addB"),
                Arguments.of(implementation, "fire", "addA", "insertB removeA"),
                Arguments.of(implementation, "fire", "addA addB addC", "removeA removeC"),
                Arguments.of(implementation, "fireRcuIdle", "addA", "removeA addB"),
                Arguments.of(implementation, "fireRcuIdle", "addA", "insertB removeA")));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void onlyTheOriginalMismatches(String implementation, String fire, String before, String meanwhile) {
        Class<?> scene = scene(implementation);
        LincheckFailure failure = Fixed.check(scene, Fixed.scenario(scene, before.split(" "), Fixed.ops(fire),
                meanwhile.split(" ")), INVOCATIONS);
        assertThat(failure != null).as(String.valueOf(failure)).isEqualTo(implementation.equals("original"));
    }
}
