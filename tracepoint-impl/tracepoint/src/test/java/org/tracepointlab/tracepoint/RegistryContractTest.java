package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Timeout;

/** Declaring, finding, and what the registry refuses. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class RegistryContractTest {

    private final Queue<String> log = new ArrayDeque<>();
    private final Func a = new Func("A", log);

    private static void assertErrno(Errno errno, Runnable update) {
        assertThatThrownBy(update::run).isInstanceOfSatisfying(TracepointException.class,
                e -> assertThat(e.errno()).isEqualTo(errno));
    }

    @ComboTest
    void findsWhatWasDeclared(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint one = registry.declareLong("one");
            NoArgTracepoint two = registry.declareNoArg("two");
            assertThat(registry.tracepoint("one")).containsSame(one.tracepoint());
            assertThat(registry.tracepoint("three")).isEmpty();
            assertThat(registry.tracepoints()).containsExactly(one.tracepoint(), two.tracepoint());
            assertThat(one.tracepoint().signature()).isEqualTo(MethodType.methodType(void.class, long.class));
        }
    }

    @ComboTest
    void namesAreUniqueAndSignaturesReturnNothing(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            registry.declareLong("one");
            assertErrno(Errno.EEXIST, () -> registry.declareNoArg("one"));
            assertErrno(Errno.EINVAL, () -> registry.declare("two", MethodType.methodType(int.class)));
            assertThat(registry.tracepoints()).hasSize(1);
        }
    }

    @ComboTest
    void tracepointsOfOneSignatureAreIndependent(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint one = registry.declareLong("one");
            LongTracepoint two = registry.declareLong("two");
            one.register(a, a.data("1"));
            two.register(a, a.data("2"));
            two.register(a, a.data("2 too"));
            one.fire(10);
            two.fire(20);
            assertThat(log).containsExactly("A(1, 10)", "A(2, 20)", "A(2 too, 20)");
        }
    }

    @ComboTest
    void refusesWhatDoesNotFit(Combo combo) {
        try (TracepointRegistry registry = combo.open(); TracepointRegistry other = combo.open()) {
            Tracepoint noArg = registry.declareNoArg("t").tracepoint();
            ProbeFunction func = ProbeFunction.ofLong(a);
            assertErrno(Errno.EINVAL, () -> noArg.register(func, null));
            assertErrno(Errno.EINVAL, () -> other.register(noArg, func, null));
            assertErrno(Errno.EINVAL, () -> new LongTracepoint(noArg));
            assertThat(noArg.isEnabled()).isFalse();
        }
    }

    @ComboTest
    void refusesUpdatesAfterClose(Combo combo) {
        TracepointRegistry registry = combo.open();
        LongTracepoint tracepoint = registry.declareLong("t");
        registry.close();
        registry.close();
        assertThatThrownBy(() -> tracepoint.register(a, a.data("a"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> registry.declareLong("u")).isInstanceOf(IllegalStateException.class);
        assertThat(tracepoint.tracepoint().isEnabled()).isFalse();
    }
}
