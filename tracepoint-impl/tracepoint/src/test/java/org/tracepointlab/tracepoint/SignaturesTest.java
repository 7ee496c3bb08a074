package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.Patcher;

/** Arguments of all kinds reach the probes, unboxed. */
class SignaturesTest {

    private static final MethodType MIXED = MethodType.methodType(
            void.class, int.class, long.class, double.class, boolean.class, Object.class, byte.class, float.class);

    private final List<Object> seen = new ArrayList<>();

    @SuppressWarnings("unused") // by handle
    private static void mixed(Object data, int i, long l, double d, boolean z, Object o, byte b, float f) {
        ((SignaturesTest) data).seen.addAll(List.of(i, l, d, z, o, b, f));
    }

    private static ProbeFunction mixed() throws ReflectiveOperationException {
        return ProbeFunction.of(MethodHandles.lookup()
                .findStatic(SignaturesTest.class, "mixed", MIXED.insertParameterTypes(0, Object.class)));
    }

    @ComboTest
    void anySignature(Combo combo) throws Throwable {
        try (TracepointRegistry registry = combo.open()) {
            Tracepoint tracepoint = registry.declare("mixed", MIXED);
            MethodHandle fire = tracepoint.fire();
            assertThat(fire.type()).isEqualTo(MIXED);
            ProbeFunction func = mixed();
            tracepoint.register(func, this);
            Object o = "object";
            fire.invokeExact(1, 1L << 40, 0.5, true, o, (byte) 3, 2f);
            tracepoint.fireRcuIdle().invokeExact(2, 2L, 2.0, false, o, (byte) 2, 2f);
            assertThat(seen).containsExactly(
                    1, 1L << 40, 0.5, true, o, (byte) 3, 2f, 2, 2L, 2.0, false, o, (byte) 2, 2f);
            tracepoint.unregister(func, this);
            fire.invokeExact(1, 1L, 1.0, true, o, (byte) 1, 1f);
            assertThat(seen).hasSize(14);
        }
    }

    @ComboTest
    void typedFacades(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            NoArgProbe<List<Object>> noArg = data -> data.add("no arg");
            LongLongProbe<List<Object>> longLong = (data, a, b) -> data.add(a - b);
            ObjectProbe<List<Object>, CharSequence> object = (data, a) -> data.add(a.length());
            NoArgTracepoint one = registry.declareNoArg("no arg");
            LongLongTracepoint two = registry.declareLongLong("long long");
            ObjectTracepoint<String> three = registry.declareObject("object");
            one.register(noArg, seen);
            two.register(longLong, seen, 1);
            three.register(object, seen);
            one.fire();
            two.fire(5, 3);
            three.fire("four");
            one.fireRcuIdle();
            two.fireRcuIdle(3, 5);
            three.fireRcuIdle("five5");
            assertThat(seen).containsExactly("no arg", 2L, 4, "no arg", -2L, 5);
            one.unregister(noArg, seen);
            two.unregister(longLong, seen);
            three.unregister(object, seen, () -> { });
            one.fire();
            two.fire(5, 3);
            three.fire("four");
            assertThat(seen).hasSize(6);
        }
    }

    @ParameterizedTest
    @MethodSource("patchings")
    void firingAllocatesNothing(String patching) {
        String implementation = Implementation.names().get(0);
        String flavour = Flavours.names().iterator().next();
        try (TracepointRegistry registry = new Combo(implementation, flavour, patching).open()) {
            LongLongTracepoint tracepoint = registry.declareLongLong("t");
            LongLongProbe<long[]> probe = (sum, a, b) -> sum[0] += a ^ b;
            long[][] sums = {new long[1], new long[1], new long[1]};
            for (long[] sum : sums) {
                tracepoint.register(probe, sum);
                fire(tracepoint, 20_000); // the handles spin their code, and customise
                ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                long before = threads.getCurrentThreadAllocatedBytes();
                fire(tracepoint, 10_000);
                long bytes = threads.getCurrentThreadAllocatedBytes() - before;
                assertThat(bytes).as("bytes for 10,000 hits with %s probes", tracepoint.tracepoint().probes().size())
                        .isLessThan(10_000);
            }
            assertThat(sums[2][0]).isNotZero();
        }
    }

    private static void fire(LongLongTracepoint tracepoint, int times) {
        for (long i = 0; i < times; i++) {
            tracepoint.fire(i << 33, 1L << 50);
        }
    }

    static List<String> patchings() {
        return Patcher.names();
    }
}
