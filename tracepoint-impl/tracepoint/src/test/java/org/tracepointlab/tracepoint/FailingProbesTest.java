package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Timeout;

/** Probes that throw: to the caller by default, to a handler where they are isolated. The tracepoint is as before. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class FailingProbesTest {

    private final Queue<String> log = new ArrayDeque<>();
    private final Func first = new Func("first", log);
    private final Func last = new Func("last", log);
    private final List<Object> told = new ArrayList<>();
    private Throwable thrown = new IllegalArgumentException("from the probe");
    private final ProbeFunction thrower = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> {
        throw Rethrow.unchanged(thrown);
    });
    private final ProbeFunction isolated = thrower.isolated(
            (func, data, what) -> told.addAll(List.of(func, data, what)));

    @ComboTest
    void byDefaultTheProbesAfterItAreNotCalled(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint t = between(registry, thrower);
            for (ReaderKind kind : ReaderKind.values()) {
                assertThatThrownBy(() -> kind.fire(t, 1)).isSameAs(thrown);
                assertThat(log).containsExactly("first(first, 1)");
                log.clear();
            }
            goesOn(registry, t);
        }
    }

    @ComboTest
    void isolatedTheyAre(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint t = between(registry, isolated);
            for (ReaderKind kind : ReaderKind.values()) {
                kind.fire(t, 1);
                assertThat(log).containsExactly("first(first, 1)", "last(last, 1)");
                assertThat(told).containsExactly(thrower, "data", thrown);
                log.clear();
                told.clear();
            }
            goesOn(registry, t);
        }
    }

    @ComboTest
    void isolatedAlone(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint t = registry.declareLong("t");
            t.tracepoint().register(isolated, "data");
            thrown = new AssertionError("an error too");
            t.fire(1);
            assertThat(told).containsExactly(thrower, "data", thrown);
            goesOn(registry, t);
        }
    }

    @ComboTest
    void whatIsWrongWithTheMachineReachesTheCaller(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint t = registry.declareLong("t");
            t.tracepoint().register(isolated, "data");
            thrown = new OutOfMemoryError("for a test");
            assertThatThrownBy(() -> t.fire(1)).isSameAs(thrown);
            assertThat(told).isEmpty();
            goesOn(registry, t);
        }
    }

    @ComboTest
    void whatTheHandlerThrowsReachesTheCaller(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint t = registry.declareLong("t");
            RuntimeException own = new RuntimeException("from the handler");
            t.tracepoint().register(thrower.isolated((func, data, what) -> {
                throw own;
            }), "data");
            assertThatThrownBy(() -> t.fire(1)).isSameAs(own);
            goesOn(registry, t);
        }
    }

    /** Between two that do not throw. */
    private LongTracepoint between(TracepointRegistry registry, ProbeFunction func) {
        LongTracepoint t = registry.declareLong("t");
        t.register(first, first.data("first"), 30);
        t.tracepoint().register(func, "data", 20);
        t.register(last, last.data("last"), 10);
        return t;
    }

    /** No section was left open, and the tracepoint can be updated: the two forms of a func are the same one. */
    private void goesOn(TracepointRegistry registry, LongTracepoint t) {
        assertThatThrownBy(() -> registry.domains().rcu().readUnlock()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> registry.domains().srcu().readUnlock()).isInstanceOf(IllegalStateException.class);
        registry.synchronizeUnregister();
        assertThatThrownBy(() -> t.tracepoint().register(isolated, "data"))
                .isInstanceOfSatisfying(TracepointException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
        t.tracepoint().unregister(thrower, "data");
        told.clear();
        t.fire(1);
        assertThat(told).isEmpty();
    }
}
