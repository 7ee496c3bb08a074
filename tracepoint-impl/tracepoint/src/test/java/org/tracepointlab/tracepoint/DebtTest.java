package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tracepointlab.patching.FailingPatcher;
import org.tracepointlab.patching.Faults;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.rcu.Rcu;

/** What is owed after a failure, who pays it, and what is not owed. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
@SuppressWarnings("try") // a batch is there to be closed
class DebtTest {

    private static final WaitCounters ONE = new WaitCounters(1, 1, 1);
    private static final WaitCounters NONE = new WaitCounters(0, 0, 0);

    private final Faults faults = new Faults();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final ProbeFunction func = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> log.add("" + data));

    private TracepointRegistry registry(String implementation) {
        return registry(Implementation.named(implementation));
    }

    private TracepointRegistry registry(Implementation implementation) {
        return new TracepointRegistry(implementation, FailingRcu.domains(MbRcu.domains(), faults),
                new FailingPatcher(Patcher.named("callsite"), faults));
    }

    private static void inSection(Rcu domain, Runnable body) {
        domain.readLock();
        try {
            body.run();
        } finally {
            domain.readUnlock();
        }
    }

    /** An unregister whose wait threw before it began. */
    private Tracepoint withDebt(TracepointRegistry registry) {
        Tracepoint tracepoint = registry.declareLong("t").tracepoint();
        tracepoint.register(func, "A");
        faults.arm(3, false); // after key and call
        assertThatThrownBy(() -> tracepoint.unregister(func, "A", () -> log.add("released")))
                .isInstanceOf(Faults.Injected.class).hasMessage("before synchronize");
        faults.disarm();
        assertThat(tracepoint.probes()).isEmpty();
        assertThat(registry.waits()).isEqualTo(NONE);
        return tracepoint;
    }

    @Test
    void anUpdateOfAnotherTracepointPays() {
        try (TracepointRegistry registry = registry("unconditional")) {
            withDebt(registry);
            Tracepoint other = registry.declareLong("other").tracepoint();
            other.register(func, "B");
            assertThat(registry.waits()).isEqualTo(ONE);
            other.register(func, "C");
            assertThat(registry.waits()).isEqualTo(ONE);
            registry.releaseBarrier();
            assertThat(log).containsExactly("released");
        }
    }

    @Test
    void aBatchPaysAsItBegins() {
        try (TracepointRegistry registry = registry("unconditional")) {
            withDebt(registry);
            try (Batch batch = registry.batch()) {
                assertThat(registry.waits()).isEqualTo(ONE);
            }
        }
    }

    @Test
    void synchronizeUnregisterPaysAndWaits() {
        try (TracepointRegistry registry = registry("unconditional")) {
            Tracepoint tracepoint = withDebt(registry);
            registry.synchronizeUnregister();
            assertThat(registry.waits()).isEqualTo(new WaitCounters(2, 2, 2));
            tracepoint.register(func, "B");
            assertThat(registry.waits()).isEqualTo(new WaitCounters(2, 2, 2));
        }
    }

    @Test
    void releaseBarrierHandsOverWhatIsOwed() {
        try (TracepointRegistry registry = registry("unconditional")) {
            withDebt(registry);
            registry.releaseBarrier();
            assertThat(log).containsExactly("released");
        }
    }

    @Test
    void whoCannotPayHasChangedNothing() {
        try (TracepointRegistry registry = registry("unconditional")) {
            Tracepoint tracepoint = withDebt(registry);
            faults.arm(2, false); // the iterator, then the wait
            assertThatThrownBy(() -> tracepoint.register(func, "B")).isInstanceOf(Faults.Injected.class)
                    .hasMessage("before synchronize");
            faults.disarm();
            assertThat(tracepoint.probes()).isEmpty();
            tracepoint.register(func, "B");
            assertThat(registry.waits()).isEqualTo(ONE);
        }
    }

    @Test
    void undeclareOfAnUnsettledTracepointPays() {
        try (TracepointRegistry registry = registry("unconditional")) {
            Tracepoint tracepoint = withDebt(registry);
            registry.undeclare(tracepoint);
            assertThat(registry.waits()).isEqualTo(ONE);
            assertThat(tracepoint.isEnabled()).isFalse();
        }
    }

    @Test
    void closeRunsWhatIsOwed() {
        withDebt(registry("unconditional")).state().registry().close();
        assertThat(log).containsExactly("released");
    }

    @Test
    void closeRunsItEvenIfItCannotPay() {
        TracepointRegistry registry = withDebt(registry("unconditional")).state().registry();
        faults.arm(1, false);
        assertThatThrownBy(registry::close).isInstanceOf(Faults.Injected.class);
        faults.disarm();
        assertThat(log).containsExactly("released");
        assertThatThrownBy(registry::synchronizeUnregister).isInstanceOf(IllegalStateException.class);
        registry.close();
    }

    @Test
    void aBatchThatEndsInASectionLeavesItsWait() {
        for (boolean removes : new boolean[] {true, false}) {
            try (TracepointRegistry registry = registry("batched")) {
                Tracepoint tracepoint = registry.declareLong("t").tracepoint();
                tracepoint.register(func, "A");
                Batch batch = registry.batch();
                if (removes) {
                    tracepoint.unregister(func, "A");
                }
                inSection(registry.domains().rcu(), () -> assertThatThrownBy(batch::close)
                        .isInstanceOf(IllegalStateException.class).hasMessageContaining("read section"));
                batch.close(); // it has ended
                assertThat(registry.waits()).isEqualTo(NONE);
                tracepoint.register(func, "B");
                assertThat(registry.waits()).isEqualTo(removes ? ONE : NONE);
            }
        }
    }

    @ComboTest
    void aBatchIsNotEndedInAProbe(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            Batch[] batch = new Batch[1];
            LongProbe<Object> probe = (data, a) -> batch[0].close();
            tracepoint.register(probe, this);
            for (ReaderKind kind : ReaderKind.values()) {
                batch[0] = registry.batch();
                assertThatThrownBy(() -> kind.fire(tracepoint, 1)).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("inside a probe");
            }
            tracepoint.unregister(probe, this);
        }
    }

    @Test
    void aListenerThatThrowsEndsTheBatchAsAnyOther() {
        try (TracepointRegistry registry = registry("batched")) {
            List<Tracepoint> tracepoints = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                tracepoints.add(registry.declareLong("t" + i).tracepoint());
            }
            registry.enableAll(func, tracepoint -> this);
            IllegalArgumentException thrown = new IllegalArgumentException("of the listener");
            List<Long> told = new ArrayList<>();
            assertThatThrownBy(() -> registry.disableAll(func, tracepoint -> this, nanos -> {
                if (told.add(nanos) && told.size() == 2) {
                    throw thrown;
                }
            })).isSameAs(thrown);
            assertThat(tracepoints).extracting(Tracepoint::isEnabled)
                    .containsExactly(false, false, true, true, true, true);
            assertThat(registry.waits()).isEqualTo(ONE);
            tracepoints.get(0).register(func, "B");
            assertThat(registry.waits()).isEqualTo(ONE);
        }
    }

    @Test
    void compiledCodeThatIsNotThrownAwayLosesNothing() {
        try (TracepointRegistry registry = registry("batched")) {
            List<Tracepoint> tracepoints = new ArrayList<>();
            for (int i = 0; i < Batch.MANY; i++) {
                tracepoints.add(registry.declareLong("t" + i).tracepoint());
            }
            faults.arm(1, true);
            assertThatThrownBy(() -> registry.enableAll(func, tracepoint -> this)).hasMessage("after discard");
            assertThat(tracepoints).noneMatch(Tracepoint::isEnabled);
            assertThat(registry.enableAll(func, tracepoint -> this)).isEqualTo(Batch.MANY);
            faults.arm(1, false);
            assertThatThrownBy(() -> registry.disableAll(func, tracepoint -> this)).hasMessage("before discard");
            assertThat(registry.disableAll(func, tracepoint -> this)).isEqualTo(Batch.MANY);
            assertThat(registry.waits()).isEqualTo(ONE);
        }
    }

    /** What runs before the first step has changed nothing: regfunc is taken back, and nothing is owed. */
    @Test
    void memoryThatRunsOutBeforeTheFirstStep() {
        Implementation paired = Implementation.named("paired");
        OutOfMemoryError[] thrown = {new OutOfMemoryError("of the test")};
        ReadSide readSide = new ReadSide() {
            @Override
            public MethodHandle callTarget(ProbeEntry entry) {
                if (thrown[0] != null) {
                    throw thrown[0];
                }
                return paired.readSide().callTarget(entry);
            }

            @Override
            public MethodHandle iterator(MethodType signature) {
                return paired.readSide().iterator(signature);
            }

            @Override
            public MethodHandle enabled(MethodHandle invoker, Rcu domain) {
                return paired.readSide().enabled(invoker, domain);
            }
        };
        try (TracepointRegistry registry = registry(
                new Implementation("own", paired.strategy(), readSide, paired.batchScope()))) {
            Tracepoint tracepoint = registry.declare("t", LongTracepoint.SIGNATURE,
                    new TracepointHooks(() -> log.add("regfunc"), () -> log.add("unregfunc")));
            assertThatThrownBy(() -> tracepoint.register(func, "A")).isSameAs(thrown[0]);
            assertThat(log).containsExactly("regfunc", "unregfunc");
            assertThat(registry.patches()).isZero();
            thrown[0] = null;
            tracepoint.register(func, "A");
            tracepoint.register(func, "B");
            thrown[0] = new OutOfMemoryError("again");
            assertThatThrownBy(() -> tracepoint.unregister(func, "A")).isSameAs(thrown[0]);
            assertThat(tracepoint.probes()).hasSize(2);
            thrown[0] = null;
            tracepoint.unregister(func, "A");
            assertThat(registry.waits()).isEqualTo(NONE);
        }
    }

    @Test
    void anErrorOfAStrategyOfOnesOwnTakesRegfuncBack() {
        Implementation right = Implementation.named("unconditional");
        AssertionError[] thrown = {new AssertionError("of the strategy")};
        TransitionStrategy strategy = new ForwardingStrategy(right.strategy()) {
            @Override
            public void zeroToOne(TransitionSteps steps, Change change) {
                super.zeroToOne(steps, change);
                if (thrown[0] != null) {
                    throw thrown[0];
                }
            }
        };
        try (TracepointRegistry registry = registry(
                new Implementation("own", strategy, right.readSide(), right.batchScope()))) {
            LongTracepoint tracepoint = new LongTracepoint(registry.declare("t", LongTracepoint.SIGNATURE,
                    new TracepointHooks(() -> log.add("regfunc"), () -> log.add("unregfunc"))));
            assertThatThrownBy(() -> tracepoint.tracepoint().register(func, "A")).isSameAs(thrown[0]);
            tracepoint.fire(1);
            assertThat(log).containsExactly("regfunc", "unregfunc");
            thrown[0] = null;
            tracepoint.tracepoint().register(func, "B");
            assertThat(registry.waits()).isEqualTo(ONE);
            tracepoint.fire(1);
            assertThat(log).containsExactly("regfunc", "unregfunc", "regfunc", "B");
        }
    }
}
