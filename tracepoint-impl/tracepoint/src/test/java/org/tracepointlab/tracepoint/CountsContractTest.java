package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Timeout;

/** Enable-all and disable-all, and exactly how many waits and patches they make. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class CountsContractTest {

    private static final int N = 12;

    private final Queue<String> log = new ArrayDeque<>();
    private final ProbeFunction func =
            ProbeFunction.ofLong((Tracepoint data, long a) -> log.add(data.name() + " " + a));
    private final List<LongTracepoint> tracepoints = new ArrayList<>();

    private void declare(TracepointRegistry registry) {
        for (int i = 0; i < N; i++) {
            tracepoints.add(registry.declareLong("t" + i));
        }
    }

    private static int enableAll(TracepointRegistry registry, ProbeFunction func) {
        return registry.enableAll(func, tracepoint -> tracepoint);
    }

    private static int disableAll(TracepointRegistry registry, ProbeFunction func) {
        return registry.disableAll(func, tracepoint -> tracepoint);
    }

    @ComboTest
    void reachEachTracepointThatFitsWithItsOwnData(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            NoArgTracepoint other = registry.declareNoArg("other");
            List<Long> nanos = new ArrayList<>();
            assertThat(registry.enableAll(func, tracepoint -> tracepoint, nanos::add)).isEqualTo(N);
            assertThat(nanos).hasSize(N).allMatch(n -> n >= 0);
            assertThat(other.tracepoint().isEnabled()).isFalse();
            tracepoints.forEach(tracepoint -> tracepoint.fire(5));
            assertThat(log).hasSize(N).startsWith("t0 5", "t1 5");
            assertThat(registry.disableAll(func, tracepoint -> tracepoint, nanos::add)).isEqualTo(N);
            assertThat(nanos).hasSize(2 * N);
            log.clear();
            tracepoints.forEach(tracepoint -> tracepoint.fire(5));
            assertThat(log).isEmpty();
        }
    }

    @ComboTest
    void stopAtTheFirstThatIsRejected(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            tracepoints.get(1).tracepoint().register(func, tracepoints.get(1).tracepoint());
            assertThatThrownBy(() -> enableAll(registry, func)).isInstanceOf(TracepointException.class)
                    .hasMessageContaining("'t1'");
            assertThat(tracepoints.stream().filter(t -> t.tracepoint().isEnabled())).hasSize(2);
        }
    }

    @ComboTest
    void waitsOfADisableAll(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            enableAll(registry, func);
            assertThat(registry.waits()).isEqualTo(new WaitCounters(0, 0, 0));
            disableAll(registry, func);
            WaitCounters each = combo.implementation().equals("batched") ? new WaitCounters(1, 1, 1)
                    : new WaitCounters(N, N, N);
            assertThat(registry.waits()).isEqualTo(combo.expect(
                    new WaitCounters(0, 0, 0), each, new WaitCounters(0, 0, 0)));
        }
    }

    @ComboTest
    void noWaitsOfAReenableOnceAGracePeriodHasElapsed(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            enableAll(registry, func);
            disableAll(registry, func);
            WaitCounters before = registry.waits();
            registry.synchronizeUnregister();
            assertThat(registry.waits().since(before)).isEqualTo(new WaitCounters(1, 1, 1));
            before = registry.waits();
            enableAll(registry, func);
            assertThat(registry.waits().since(before)).isEqualTo(new WaitCounters(0, 0, 0));
        }
    }

    @ComboTest
    void patchesOfEachPhase(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            declare(registry);
            enableAll(registry, func);
            assertThat(registry.patches()).as("enable: call and key").isEqualTo(2 * N);
            disableAll(registry, func);
            long each = combo.leavesTheCall() ? N : 2 * N;
            assertThat(registry.patches() - 2 * N).as("disable").isEqualTo(each);
            long before = registry.patches();
            enableAll(registry, func);
            assertThat(registry.patches() - before).as("enable again").isEqualTo(each);
        }
    }

    @ComboTest
    void patchesOnTheWayUpAndDown(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            Tracepoint tracepoint = registry.declareLong("t").tracepoint();
            List<Long> patches = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tracepoint.register(func, new Object());
                patches.add(registry.patches());
            }
            for (int i = 0; i < 4; i++) {
                tracepoint.unregister(func, tracepoint.probes().get(0).data());
                patches.add(registry.patches());
            }
            assertThat(patches).containsExactly(2L, 3L, 3L, 3L, 3L, 3L, 4L, combo.leavesTheCall() ? 5L : 6L);
        }
    }
}
