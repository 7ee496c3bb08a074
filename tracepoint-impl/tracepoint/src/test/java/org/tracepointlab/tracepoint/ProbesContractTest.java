package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Timeout;

/** Which probes are called, in which order and with what, whatever the combination. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class ProbesContractTest {

    private final Queue<String> log = new ArrayDeque<>();
    private final Func a = new Func("A", log);
    private final Func b = new Func("B", log);
    private final Func c = new Func("C", log);
    private final Func d = new Func("D", log);

    private List<String> fired(LongTracepoint tracepoint) {
        tracepoint.fire(7);
        List<String> first = new ArrayList<>(log);
        log.clear();
        tracepoint.fireRcuIdle(7);
        assertThat(log).as("fireRcuIdle calls what fire calls").containsExactlyElementsOf(first);
        log.clear();
        assertThat(tracepoint.tracepoint().isEnabled()).isEqualTo(!first.isEmpty());
        assertThat(tracepoint.tracepoint().probes()).hasSameSizeAs(first);
        return first;
    }

    @ComboTest
    void fromNoProbesToFourAndBackFromTheFront(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            List<Func.Data> data = upToFour(tracepoint);
            tracepoint.unregister(a, data.get(0));
            assertThat(fired(tracepoint)).containsExactly("B(b, 7)", "C(c, 7)", "D(d, 7)");
            tracepoint.unregister(b, data.get(1));
            assertThat(fired(tracepoint)).containsExactly("C(c, 7)", "D(d, 7)");
            tracepoint.unregister(c, data.get(2));
            assertThat(fired(tracepoint)).containsExactly("D(d, 7)");
            tracepoint.unregister(d, data.get(3));
            assertThat(fired(tracepoint)).isEmpty();
        }
    }

    @ComboTest
    void fromNoProbesToFourAndBackFromTheEndAndAgain(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            for (int round = 0; round < 2; round++) {
                List<Func.Data> data = upToFour(tracepoint);
                tracepoint.unregister(d, data.get(3));
                assertThat(fired(tracepoint)).containsExactly("A(a, 7)", "B(b, 7)", "C(c, 7)");
                tracepoint.unregister(c, data.get(2));
                assertThat(fired(tracepoint)).containsExactly("A(a, 7)", "B(b, 7)");
                tracepoint.unregister(b, data.get(1));
                assertThat(fired(tracepoint)).containsExactly("A(a, 7)");
                tracepoint.unregister(a, data.get(0));
                assertThat(fired(tracepoint)).isEmpty();
            }
        }
    }

    private List<Func.Data> upToFour(LongTracepoint tracepoint) {
        List<Func.Data> data = List.of(a.data("a"), b.data("b"), c.data("c"), d.data("d"));
        assertThat(fired(tracepoint)).isEmpty();
        tracepoint.register(a, data.get(0));
        assertThat(fired(tracepoint)).containsExactly("A(a, 7)");
        tracepoint.register(b, data.get(1));
        assertThat(fired(tracepoint)).containsExactly("A(a, 7)", "B(b, 7)");
        tracepoint.register(c, data.get(2));
        assertThat(fired(tracepoint)).containsExactly("A(a, 7)", "B(b, 7)", "C(c, 7)");
        tracepoint.register(d, data.get(3));
        assertThat(fired(tracepoint)).containsExactly("A(a, 7)", "B(b, 7)", "C(c, 7)", "D(d, 7)");
        return data;
    }

    @ComboTest
    void higherPrioritiesGoFirstAndEqualOnesInTheOrderOfTheirRegistration(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            tracepoint.register(a, a.data("10"));
            tracepoint.register(b, b.data("low"), Integer.MIN_VALUE);
            tracepoint.register(c, c.data("high"), Integer.MAX_VALUE);
            tracepoint.register(d, d.data("10 too"), ProbeEntry.DEFAULT_PRIO);
            tracepoint.register(a, a.data("high too"), Integer.MAX_VALUE);
            tracepoint.register(b, b.data("11"), 11);
            tracepoint.register(c, c.data("9"), 9);
            assertThat(fired(tracepoint)).containsExactly("C(high, 7)", "A(high too, 7)", "B(11, 7)", "A(10, 7)",
                    "D(10 too, 7)", "C(9, 7)", "B(low, 7)");
        }
    }

    @ComboTest
    void aFuncWithItsDataIsThereOnceOnly(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            Func.Data data = a.data("a");
            tracepoint.register(a, data);
            long patches = registry.patches();
            assertThatThrownBy(() -> tracepoint.register(a, data, 20)).isInstanceOfSatisfying(
                    TracepointException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                    .hasMessageContaining("'t'").hasMessageContaining("A");
            assertThat(fired(tracepoint)).containsExactly("A(a, 7)");
            assertThat(registry.patches()).isEqualTo(patches);
        }
    }

    @ComboTest
    void dataIsComparedByIdentity(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            Func.Data one = a.data("same");
            Func.Data other = a.data("same");
            assertThat(one).isEqualTo(other);
            tracepoint.register(a, one);
            tracepoint.register(a, other);
            assertThat(fired(tracepoint)).containsExactly("A(same, 7)", "A(same, 7)");
            tracepoint.unregister(a, one);
            assertThat(tracepoint.tracepoint().probes().get(0).data()).isSameAs(other);
        }
    }

    @ComboTest
    void dataMayBeNull(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            List<Long> seen = new ArrayList<>();
            LongProbe<Object> probe = (data, value) -> {
                assertThat(data).isNull();
                seen.add(value);
            };
            tracepoint.register(probe, null);
            tracepoint.fire(Long.MIN_VALUE);
            tracepoint.unregister(probe, null);
            assertThat(seen).containsExactly(Long.MIN_VALUE);
        }
    }

    @ComboTest
    void removingWhatIsNotThereIsAnError(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            Func.Data data = a.data("a");
            assertErrno(Errno.ENOENT, () -> tracepoint.unregister(a, data));
            tracepoint.register(a, data);
            assertErrno(Errno.ENOENT, () -> tracepoint.unregister(a, a.data("a")));
            assertErrno(Errno.ENOENT, () -> tracepoint.unregister(b, data));
            assertThat(fired(tracepoint)).containsExactly("A(a, 7)");
        }
    }

    @ComboTest
    void removingNullIsAnErrorAndRemovesNothing(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            assertErrno(Errno.ENOENT, () -> tracepoint.tracepoint().unregister(null, null));
            tracepoint.register(a, a.data("a"));
            assertErrno(Errno.EINVAL, () -> tracepoint.tracepoint().unregister(null, null));
            assertThat(fired(tracepoint)).containsExactly("A(a, 7)");
        }
    }

    private static void assertErrno(Errno errno, Runnable update) {
        assertThatThrownBy(update::run).isInstanceOfSatisfying(TracepointException.class,
                e -> assertThat(e.errno()).isEqualTo(errno)).hasMessageContaining("'t'");
    }

    @ComboTest
    void whatAProbeThrowsReachesTheCallerAfterTheSectionEnded(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            IllegalArgumentException thrown = new IllegalArgumentException("from the probe");
            LongProbe<Object> thrower = (data, value) -> {
                throw thrown;
            };
            tracepoint.register(thrower, this);
            for (ReaderKind kind : ReaderKind.values()) {
                assertThatThrownBy(() -> kind.fire(tracepoint, 1)).isSameAs(thrown);
            }
            tracepoint.register(a, a.data("a"), 20);
            assertThatThrownBy(() -> tracepoint.fire(1)).isSameAs(thrown);
            assertThat(log).containsExactly("A(a, 1)");
            registry.synchronizeUnregister(); // would be refused inside a section
            assertThatThrownBy(() -> registry.domains().rcu().readUnlock()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> registry.domains().srcu().readUnlock()).isInstanceOf(IllegalStateException.class);
        }
    }

    @ComboTest
    void probesRunInsideASectionOfTheirKind(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            LongProbe<ReaderKind> probe = (kind, value) -> {
                boolean rcu = kind == ReaderKind.RCU;
                assertThatThrownBy(() -> (rcu ? registry.domains().rcu() : registry.domains().srcu()).synchronize())
                        .isInstanceOf(IllegalStateException.class);
                log.add("inside");
            };
            tracepoint.register(probe, ReaderKind.RCU);
            tracepoint.fire(1);
            tracepoint.unregister(probe, ReaderKind.RCU);
            tracepoint.register(probe, ReaderKind.SRCU);
            tracepoint.fireRcuIdle(1);
            assertThat(log).containsExactly("inside", "inside");
        }
    }
}
