package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.MbRcu;

class TracepointsTest {

    private final List<Object> seen = new ArrayList<>();
    private TracepointRegistry registry = open("callsite");

    /** All kinds of arguments, with wide ones in between. */
    interface Everything {
        void happened(boolean z, byte b, char c, short s, int i, long j, float f, double d, String text, int[] array);

        /** Not abstract. */
        default int unused() {
            return 1;
        }
    }

    private interface Nothing {
        void happened();
    }

    interface Two {
        void one();

        void other();
    }

    interface Answers {
        int answer();
    }

    private static TracepointRegistry open(String patching) {
        return new TracepointRegistry(Implementation.named("conditional"), MbRcu.domains(), Patcher.named(patching));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private <T> T declare(String name, Class<T> type) {
        return Tracepoints.declare(MethodHandles.lookup(), registry, name, type);
    }

    @SuppressWarnings("unused") // by the handle
    private void got(Object data, boolean z, byte b, char c, short s, int i, long j, float f, double d, String text,
            int[] array) {
        seen.addAll(List.of(data, z, b, c, s, i, j, f, d, text, array.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"callsite", "field"})
    void handsOverEveryKindOfArgument(String patching) throws ReflectiveOperationException {
        registry.close();
        registry = open(patching);
        Everything everything = declare("everything", Everything.class);
        everything.happened(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d, "text", new int[7]);
        assertThat(seen).isEmpty();
        Tracepoint tracepoint = registry.tracepoint("everything").orElseThrow();
        MethodType signature = tracepoint.signature();
        ProbeFunction func = ProbeFunction.of(MethodHandles.lookup().bind(this, "got",
                signature.insertParameterTypes(0, Object.class)));
        tracepoint.register(func, "data");
        everything.happened(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d, "text", new int[7]);
        assertThat(seen).containsExactly("data", true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d, "text", 7);
        tracepoint.unregister(func, "data");
        everything.happened(false, (byte) 0, 'x', (short) 0, 0, 0L, 0f, 0d, "", new int[0]);
        assertThat(seen).hasSize(11);
        assertThat(everything.unused()).isEqualTo(1);
    }

    @Test
    void aPrivateInterfaceWithoutArguments() {
        Nothing nothing = declare("nothing", Nothing.class);
        Tracepoint tracepoint = registry.tracepoint("nothing").orElseThrow();
        tracepoint.register(ProbeFunction.ofNoArg((NoArgProbe<Object>) seen::add), "data");
        nothing.happened();
        assertThat(seen).containsExactly("data");
        assertThat(nothing.getClass().isHidden()).isTrue();
    }

    @Test
    void whatAProbeThrowsReachesTheCaller() {
        Nothing nothing = declare("nothing", Nothing.class);
        registry.tracepoint("nothing").orElseThrow().register(ProbeFunction.ofNoArg((NoArgProbe<Object>) data -> {
            throw new IllegalStateException("thrown");
        }), "data");
        assertThatThrownBy(nothing::happened).isInstanceOf(IllegalStateException.class).hasMessage("thrown");
        assertThatThrownBy(() -> registry.domains().rcu().readUnlock()).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {Two.class, Answers.class, String.class})
    void otherInterfacesAreRefused(Class<?> type) {
        assertThatThrownBy(() -> declare("refused", type)).isInstanceOfSatisfying(TracepointException.class,
                e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL)).hasMessageContaining("'refused'");
        assertThat(registry.tracepoint("refused")).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        declare("taken", Nothing.class);
        assertThatThrownBy(() -> declare("taken", Nothing.class)).isInstanceOfSatisfying(TracepointException.class,
                e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
    }

    @Test
    void aLookupWithoutAccessIsRefused() {
        assertThatThrownBy(() -> Tracepoints.declare(MethodHandles.publicLookup(), registry, "far", Runnable.class))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("full access");
        assertThatThrownBy(() -> Tracepoints.declare(MethodHandles.privateLookupIn(MbRcu.class, MethodHandles.lookup()),
                registry, "far", Nothing.class)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may use");
        assertThat(registry.tracepoint("far")).isEmpty();
    }
}
