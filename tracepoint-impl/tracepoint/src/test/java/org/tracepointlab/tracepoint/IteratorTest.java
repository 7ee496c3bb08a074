package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.StackWalker.Option;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.flavour.RcuFlavour;

/** What the iterator calls, for any signature, any number of probes and any kind of them. */
class IteratorTest {

    private static final MethodHandle CALLED;

    static {
        try {
            CALLED = MethodHandles.lookup().findVirtual(IteratorTest.class, "called",
                    MethodType.methodType(void.class, int.class, Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** One call: which func, with which data and arguments. Compared by what they are, but for data. */
    private record Call(int func, Object data, List<Object> arguments) {
    }

    private final List<Call> calls = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();
    private RuntimeException thrown;
    private int thrower = -1;

    private void called(int func, Object data, Object[] arguments) {
        calls.add(new Call(func, data, List.of(arguments)));
        if (func == thrower) {
            throw thrown;
        }
    }

    private ProbeFunction handle(int number, MethodType signature) {
        MethodHandle called = MethodHandles.insertArguments(CALLED.bindTo(this), 0, number)
                .asCollector(Object[].class, signature.parameterCount());
        return ProbeFunction.of(called.asType(signature.insertParameterTypes(0, Object.class)));
    }

    private static TracepointRegistry open(String implementation) {
        return new TracepointRegistry(Implementation.named(implementation), RcuFlavour.MB.domains(),
                Patcher.named("callsite"));
    }

    /** Another object each; strings of the same characters, so that comparing them with equals notices nothing. */
    private static List<Object> data(int n) {
        return IntStream.range(0, n).mapToObj(i -> (Object) new String("data")).toList();
    }

    static Stream<MethodType> signatures() {
        return Stream.of(signature(),
                signature(int.class), signature(long.class), signature(float.class), signature(double.class),
                signature(boolean.class), signature(byte.class), signature(short.class), signature(char.class),
                signature(Object.class), signature(String.class), signature(Runnable.class), signature(long[].class),
                signature(long.class, long.class), signature(double.class, int.class, float.class, long.class),
                signature(String.class, byte.class, CharSequence.class, double.class, int[][].class, char.class),
                signature(Collections.nCopies(120, double.class).toArray(Class<?>[]::new)),
                signature(Collections.nCopies(240, Object.class).toArray(Class<?>[]::new)));
    }

    private static MethodType signature(Class<?>... arguments) {
        return MethodType.methodType(void.class, arguments);
    }

    private static Object argument(Class<?> type, int i) {
        if (type == boolean.class) {
            return i % 2 == 0;
        }
        if (type == byte.class) {
            return (byte) -i;
        }
        if (type == short.class) {
            return (short) (Short.MIN_VALUE + i);
        }
        if (type == char.class) {
            return (char) (Character.MAX_VALUE - i);
        }
        if (type == int.class) {
            return Integer.MIN_VALUE + i;
        }
        if (type == long.class) {
            return Long.MIN_VALUE + i;
        }
        if (type == float.class) {
            return Float.MIN_VALUE * i;
        }
        if (type == double.class) {
            return i + 0.1;
        }
        return object(type, i);
    }

    private static Object object(Class<?> type, int i) {
        if (type == long[].class) {
            return new long[] {i};
        }
        if (type == int[][].class) {
            return new int[][] {{i}};
        }
        return type == Runnable.class ? (Runnable) () -> { } : "argument " + i;
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void eachFuncIsCalledOnceInOrderWithItsDataAndAllArguments(MethodType signature) throws Throwable {
        List<Object> arguments = IntStream.range(0, signature.parameterCount())
                .mapToObj(i -> argument(signature.parameterType(i), i)).toList();
        for (String implementation : List.of("conditional", "paired")) {
            try (TracepointRegistry registry = open(implementation)) {
                Tracepoint tracepoint = registry.declare("t", signature);
                Walk walk = new Walk(tracepoint, arguments);
                walk.upTo(10, i -> handle(i, signature));
            }
        }
    }

    /** A tracepoint that gets more and more probes, and loses them again. */
    private final class Walk {
        private final Tracepoint tracepoint;
        private final MethodHandle fire;
        private final MethodHandle fireRcuIdle;
        private final List<Object> arguments;

        Walk(Tracepoint tracepoint, List<Object> arguments) {
            this.tracepoint = tracepoint;
            this.fire = spread(tracepoint.fire());
            this.fireRcuIdle = spread(tracepoint.fireRcuIdle());
            this.arguments = arguments;
        }

        private static MethodHandle spread(MethodHandle handle) {
            return handle.asSpreader(Object[].class, handle.type().parameterCount());
        }

        /** In front, at the end and in between, and then out again, from the middle first. */
        void upTo(int most, IntFunction<ProbeFunction> funcs) throws Throwable {
            List<Object> data = data(most);
            List<ProbeFunction> all = IntStream.range(0, most).mapToObj(funcs).toList();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                int number = i % 2 == 0 ? most / 2 + i / 2 : most / 2 - 1 - i / 2;
                tracepoint.register(all.get(number), data.get(number), -number);
                order.add(number);
                Collections.sort(order);
                fired(order, data);
            }
            while (!order.isEmpty()) {
                int number = order.remove(order.size() / 2);
                tracepoint.unregister(all.get(number), data.get(number));
                fired(order, data);
            }
        }

        private void fired(List<Integer> order, List<Object> data) throws Throwable {
            for (MethodHandle each : List.of(fire, fireRcuIdle)) {
                calls.clear();
                each.invoke(arguments.toArray());
                assertThat(calls).extracting(Call::func).containsExactlyElementsOf(order);
                for (Call call : calls) {
                    assertThat(call.data).isSameAs(data.get(call.func));
                    assertThat(call.arguments).containsExactlyElementsOf(arguments);
                }
            }
        }
    }

    private void log(int number, Object data, Object... arguments) {
        called(number, data, arguments);
    }

    /** Objects of one class and of others, handles and isolated ones, one after the other. */
    private ProbeFunction mixed(MethodType signature, int i) {
        ProbeFunction func = i % 3 == 0 ? handle(i, signature) : probe(signature, i);
        return i % 4 == 1 ? func.isolated((f, data, what) -> told.addAll(List.of(f, data, what))) : func;
    }

    private ProbeFunction probe(MethodType signature, int i) {
        return switch (signature.parameterCount()) {
            case 0 -> ProbeFunction.ofNoArg((NoArgProbe<Object>) data -> log(i, data));
            case 2 -> ProbeFunction.ofLongLong((LongLongProbe<Object>) (data, a, b) -> log(i, data, a, b));
            default -> signature.parameterType(0) == long.class
                    ? ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> log(i, data, a))
                    : ProbeFunction.ofObject((ObjectProbe<Object, Object>) (data, a) -> log(i, data, a));
        };
    }

    static Stream<MethodType> facades() {
        return Stream.of(signature(), signature(long.class), signature(long.class, long.class),
                signature(Object.class));
    }

    @ParameterizedTest
    @MethodSource("facades")
    void funcsOfAllKindsMayBeMixed(MethodType signature) throws Throwable {
        List<Object> arguments = IntStream.range(0, signature.parameterCount())
                .mapToObj(i -> argument(signature.parameterType(i), i)).toList();
        try (TracepointRegistry registry = open("unconditional")) {
            new Walk(registry.declare("t", signature), arguments).upTo(12, i -> mixed(signature, i));
        }
    }

    /** Wherever chains begin and end. */
    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 15, 16, 17, 63, 64, 65, 72, 73, 513, 600})
    void manyAreCalledInOrder(int n) throws Throwable {
        List<Object> data = data(n);
        try (TracepointRegistry registry = open("original")) {
            LongTracepoint tracepoint = registry.declareLong("t");
            for (int i = 0; i < n; i++) {
                tracepoint.tracepoint().register(probe(LongTracepoint.SIGNATURE, i), data.get(i));
            }
            tracepoint.fire(n);
            assertThat(calls).hasSize(n);
            for (int i = 0; i < n; i++) {
                assertThat(calls.get(i).func).isEqualTo(i);
                assertThat(calls.get(i).data).isSameAs(data.get(i));
            }
        }
    }

    private static long frames() {
        return StackWalker.getInstance(Option.SHOW_HIDDEN_FRAMES).walk(Stream::count);
    }

    @Test
    void theStackGrowsWithTheLogarithmOfTheirNumber() {
        List<Long> depths = new ArrayList<>();
        LongProbe<Object> probe = (data, a) -> depths.add(frames());
        try (TracepointRegistry registry = open("conditional")) {
            LongTracepoint tracepoint = registry.declareLong("t");
            for (int i = 0; i < 500; i++) {
                tracepoint.register(probe, i);
            }
            tracepoint.fire(1);
        }
        assertThat(depths).hasSize(500);
        assertThat(Collections.max(depths) - depths.get(0)).isBetween(7L, 3L * LinkChain.MOST);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 20})
    void whatOneThrowsEndsTheWalkUnlessItIsIsolated(int n) {
        thrown = new IllegalStateException("from a probe");
        for (int at = 0; at < n; at++) {
            thrower = at;
            for (boolean isolated : new boolean[] {false, true}) {
                try (TracepointRegistry registry = open("conditional")) {
                    LongTracepoint tracepoint = registry.declareLong("t");
                    for (int i = 0; i < n; i++) {
                        ProbeFunction func = i % 2 == 0 ? handle(i, LongTracepoint.SIGNATURE)
                                : probe(LongTracepoint.SIGNATURE, i);
                        tracepoint.tracepoint().register(isolated ? func.isolated(
                                (f, data, what) -> told.add(what)) : func, i);
                    }
                    calls.clear();
                    told.clear();
                    if (isolated) {
                        tracepoint.fire(1);
                    } else {
                        assertThatThrownBy(() -> tracepoint.fire(1)).isSameAs(thrown);
                    }
                    assertThat(calls).hasSize(isolated ? n : at + 1);
                    assertThat(told).hasSize(isolated ? 1 : 0);
                }
            }
        }
    }

    private ProbeArray array(int n) {
        ProbeArray array = null;
        for (int i = 0; i < n; i++) {
            array = ProbeArray.add(array, i % 2 == 0 ? handle(i, LongTracepoint.SIGNATURE)
                    : probe(LongTracepoint.SIGNATURE, i), "data " + i, 0);
        }
        return array;
    }

    /** Whatever the call handed over: it takes funcs and all data as they are when it is called. */
    @ParameterizedTest
    @ValueSource(strings = {"conditional", "paired"})
    void theIteratorLoadsFuncsItself(String implementation) throws Throwable {
        try (TracepointRegistry registry = open(implementation)) {
            Tracepoint tracepoint = registry.declareLong("t").tracepoint();
            TracepointState state = tracepoint.state();
            MethodHandle iterator = tracepoint.handles().iterator();
            for (int n = 0; n < 10; n++) {
                calls.clear();
                state.storeReleaseFuncs(n == 0 ? null : array(n));
                iterator.invokeExact(state, (Object) "other data", 5L);
                List<Object> expected = IntStream.range(0, n).mapToObj(i -> (Object) ("data " + i)).toList();
                assertThat(calls).extracting(Call::data).containsExactlyElementsOf(expected);
            }
            state.storeReleaseFuncs(null);
        }
    }

    /** One array: what is published while it is walked is for the next reader. */
    @Test
    void aWalkGoesOnThroughTheArrayThatItLoaded() {
        try (TracepointRegistry registry = open("conditional")) {
            LongTracepoint tracepoint = registry.declareLong("t");
            TracepointState state = tracepoint.tracepoint().state();
            LongProbe<Object> changes = (data, a) -> state.storeReleaseFuncs(null);
            tracepoint.register(changes, "first", 20);
            tracepoint.tracepoint().register(probe(LongTracepoint.SIGNATURE, 1), "second");
            tracepoint.tracepoint().register(handle(2, LongTracepoint.SIGNATURE), "third");
            tracepoint.fire(1);
            assertThat(calls).extracting(Call::data).containsExactly("second", "third");
            tracepoint.fire(1);
            assertThat(calls).hasSize(2);
        }
    }

    @Test
    void dataMayBeNullInAnyPlace() {
        try (TracepointRegistry registry = open("conditional")) {
            LongTracepoint tracepoint = registry.declareLong("t");
            List<Object> seen = new ArrayList<>();
            tracepoint.register((data, a) -> seen.add(data), null);
            tracepoint.register((data, a) -> seen.add(data), "data");
            tracepoint.tracepoint().register(handle(0, LongTracepoint.SIGNATURE), null);
            tracepoint.fire(1);
            assertThat(seen).containsExactly(null, "data");
            assertThat(calls).extracting(Call::data).containsExactly((Object) null);
        }
    }
}
