package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;

/** When regfunc and unregfunc run, and what a failure of theirs leaves behind. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class HooksContractTest {

    private final Queue<String> log = new ArrayDeque<>();
    private final ProbeFunction a = ProbeFunction.ofLong(new Func("A", log));
    private final ProbeFunction b = ProbeFunction.ofLong(new Func("B", log));
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private Tracepoint tracepoint;

    private void declare(TracepointRegistry registry) {
        tracepoint = registry.declare("t", LongTracepoint.SIGNATURE,
                new TracepointHooks(() -> hook("regfunc"), () -> hook("unregfunc")));
    }

    private void hook(String name) {
        log.add(name + (tracepoint.isEnabled() ? " on" : " off") + " " + tracepoint.probes().size());
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    @ComboTest
    void runForTheFirstAndTheLastProbeOnly(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            tracepoint.register(a, null);
            tracepoint.register(b, null);
            tracepoint.unregister(a, null);
            tracepoint.unregister(b, null);
            assertThat(log).containsExactly("regfunc off 0", "unregfunc on 1");
        }
    }

    @ComboTest
    void aFailingRegfuncLeavesAllAsItWas(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            failure.set(new IllegalArgumentException("no buffer"));
            assertThatThrownBy(() -> tracepoint.register(a, null)).isSameAs(failure.get());
            assertThat(tracepoint.isEnabled()).isFalse();
            assertThat(tracepoint.probes()).isEmpty();
            assertThat(registry.patches()).isZero();
            assertThat(registry.waits()).isEqualTo(new WaitCounters(0, 0, 0));
            failure.set(null);
            tracepoint.register(a, null);
            assertThat(tracepoint.isEnabled()).isTrue();
            assertThat(log).containsExactly("regfunc off 0", "regfunc off 0");
        }
    }

    @ComboTest
    void aFailingUnregfuncLeavesAllAsItWas(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            tracepoint.register(a, null);
            long patches = registry.patches();
            failure.set(new IllegalArgumentException("busy"));
            assertThatThrownBy(() -> tracepoint.unregister(a, null)).isSameAs(failure.get());
            assertThat(tracepoint.isEnabled()).isTrue();
            assertThat(tracepoint.probes()).hasSize(1);
            assertThat(registry.patches()).isEqualTo(patches);
        }
    }

    @ComboTest
    void aRejectedFirstProbeIsTakenBackFromRegfunc(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            assertThatThrownBy(() -> tracepoint.register(null, null)).isInstanceOfSatisfying(
                    TracepointException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
            assertThat(log).containsExactly("regfunc off 0", "unregfunc off 0");
            assertThat(tracepoint.isEnabled()).isFalse();
            assertThat(registry.patches()).isZero();
        }
    }

    @ComboTest
    void aRejectedSecondProbeIsNoBusinessOfTheHooks(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            tracepoint.register(a, null);
            log.clear();
            assertThatThrownBy(() -> tracepoint.register(null, null)).isInstanceOf(TracepointException.class);
            assertThat(log).isEmpty();
            assertThat(tracepoint.isEnabled()).isTrue();
        }
    }

    @ComboTest
    void anUpdateFromAHookIsRefused(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            Tracepoint other = registry.declare("other", LongTracepoint.SIGNATURE);
            Tracepoint hooked = registry.declare("hooked", LongTracepoint.SIGNATURE,
                    new TracepointHooks(() -> other.register(a, null), null));
            assertThatThrownBy(() -> hooked.register(a, null)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("update inside an update");
            assertThat(other.isEnabled()).isFalse();
            assertThat(hooked.isEnabled()).isFalse();
        }
    }
}
