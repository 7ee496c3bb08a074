package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.QsbrRcu;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * Whatever would wait for readers is refused inside of them, whether it would have waited or not; and changes nothing.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what is refused here was a deadlock otherwise
class InsideProbesTest {

    private static final ProbeFunction OTHER = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> { });

    /** A tracepoint that fires, one that does not, and all that could be done to them from a probe of the first. */
    private static final class Attempts {
        private final TracepointRegistry registry;
        private final Tracepoint own;
        private final Tracepoint other;
        private final Map<String, Runnable> attempts = new LinkedHashMap<>();
        private final List<String> answers = new ArrayList<>();
        private final ProbeFunction func = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> tryAll());

        Attempts(TracepointRegistry registry) {
            this.registry = registry;
            own = registry.declareLong("own").tracepoint();
            other = registry.declareLong("other").tracepoint();
            other.register(OTHER, "attached");
            attempts.put("register", () -> own.register(OTHER, this));
            attempts.put("unregister itself", () -> own.unregister(func, this));
            attempts.put("register elsewhere", () -> other.register(OTHER, this));
            attempts.put("unregister elsewhere", () -> other.unregister(OTHER, "attached"));
            attempts.put("enable all", () -> registry.enableAll(OTHER, t -> this));
            attempts.put("disable all", () -> registry.disableAll(OTHER, t -> "attached"));
            attempts.put("batch", registry::batch);
            attempts.put("declare", () -> registry.declareLong("new"));
            attempts.put("undeclare", () -> registry.undeclare(other));
            attempts.put("list", registry::tracepoints);
            attempts.put("synchronize", registry::synchronizeUnregister);
            attempts.put("release barrier", registry::releaseBarrier);
            attempts.put("close", registry::close);
        }

        private void tryAll() {
            attempts.forEach((name, attempt) -> {
                try {
                    attempt.run();
                    answers.add(name + ": none");
                } catch (IllegalStateException e) {
                    answers.add(name + ": " + (e.getMessage().contains("inside a probe") ? "refused" : e));
                }
            });
        }

        void check(String how) {
            assertThat(answers).as(how)
                    .containsExactlyElementsOf(attempts.keySet().stream().map(name -> name + ": refused").toList());
            answers.clear();
            assertThat(own.probes()).extracting(ProbeEntry::func).as(how).contains(func).doesNotContain(OTHER);
            assertThat(other.probes()).extracting(ProbeEntry::data).as(how).containsExactly("attached");
            assertThat(registry.tracepoint("new")).isEmpty();
        }
    }

    @ComboTest
    void everyUpdateAndWaitIsRefusedAndChangesNothing(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            Attempts attempts = new Attempts(registry);
            LongTracepoint own = new LongTracepoint(attempts.own);
            attempts.own.register(attempts.func, attempts);
            for (ReaderKind kind : ReaderKind.values()) {
                kind.fire(own, 1);
                attempts.check("one probe, " + kind);
            }
            attempts.own.register(ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> { }), attempts, 20);
            for (ReaderKind kind : ReaderKind.values()) {
                kind.fire(own, 1);
                attempts.check("two probes, " + kind);
            }
            attempts.own.unregister(attempts.func, attempts); // nothing was left locked
        }
    }

    @ComboTest
    void aBatchOfTheSameThreadIsNoWayIn(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint own = registry.declareLong("own");
            LongProbe<Object> probe = (data, a) -> own.tracepoint().register(OTHER, data);
            own.register(probe, this);
            try (Batch batch = registry.batch()) {
                assertThat(batch).isNotNull();
                assertThatThrownBy(() -> own.fire(1)).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("inside a probe");
            }
            assertThat(own.tracepoint().probes()).hasSize(1);
        }
    }

    @ComboTest
    void anotherRegistryMayBeUpdated(Combo combo) {
        try (TracepointRegistry registry = combo.open(); TracepointRegistry elsewhere = combo.open()) {
            LongTracepoint own = registry.declareLong("own");
            LongTracepoint far = elsewhere.declareLong("far");
            LongProbe<Object> probe = (data, a) -> far.tracepoint().register(OTHER, data);
            own.register(probe, this);
            own.fire(1);
            assertThat(far.tracepoint().probes()).hasSize(1);
        }
    }

    /** A pair of domains of which sections of a facade leave no trace, as those of qsbr are without checks. */
    private static RcuDomains traceless() {
        RcuDomains qsbr = QsbrRcu.domains();
        return new RcuDomains("traceless", new Traceless(qsbr.rcu()), new Traceless(qsbr.srcu()), false, () -> { });
    }

    private static class Traceless extends WatchedRcu {
        Traceless(Rcu rcu) {
            super("traceless", rcu, false, new ConcurrentLinkedQueue<>());
        }

        @Override
        public boolean sectionsAreImplicit() {
            return true;
        }
    }

    interface Declared {
        void fire(long a);
    }

    static Stream<Patcher> patchers() {
        return Patcher.names().stream().map(Patcher::named);
    }

    @ParameterizedTest
    @MethodSource("patchers")
    void theSameWhereSectionsLeaveNoTrace(Patcher patcher) throws Throwable {
        try (TracepointRegistry registry = new TracepointRegistry(Implementation.named("conditional"), traceless(),
                patcher);
                Rcu.Reader rcu = registry.domains().rcu().register();
                Rcu.Reader srcu = registry.domains().srcu().register()) {
            assertThat(List.of(rcu, srcu)).hasSize(2);
            Attempts attempts = new Attempts(registry);
            attempts.own.register(attempts.func, attempts);
            for (ReaderKind kind : ReaderKind.values()) {
                kind.fire(new LongTracepoint(attempts.own), 1);
                attempts.check("facade, " + kind);
            }
            MethodHandle fire = attempts.own.fire();
            fire.invokeExact(1L);
            attempts.check("handle");
            MethodHandle idle = attempts.own.fireRcuIdle();
            idle.invokeExact(1L);
            attempts.check("handle, SRCU");
            Declared declared = Tracepoints.declare(MethodHandles.lookup(), registry, "declared", Declared.class);
            registry.tracepoint("declared").orElseThrow().register(attempts.func, attempts);
            declared.fire(1);
            attempts.check("declared");
        }
    }

    /**
     * The batch was opened before the section; by the rule for updates it is not ended inside, and leaves what it owes.
     */
    @ParameterizedTest
    @MethodSource("patchers")
    void noBatchIsEndedWhereSectionsLeaveNoTrace(Patcher patcher) {
        try (TracepointRegistry registry = new TracepointRegistry(Implementation.named("batched"), traceless(),
                patcher);
                Rcu.Reader rcu = registry.domains().rcu().register();
                Rcu.Reader srcu = registry.domains().srcu().register()) {
            assertThat(List.of(rcu, srcu)).hasSize(2);
            LongTracepoint own = registry.declareLong("own");
            Batch[] batch = new Batch[1];
            LongProbe<Object> probe = (data, a) -> batch[0].close();
            own.register(probe, this);
            own.tracepoint().register(OTHER, this);
            for (ReaderKind kind : ReaderKind.values()) {
                batch[0] = registry.batch();
                own.tracepoint().unregister(OTHER, this);
                assertThatThrownBy(() -> kind.fire(own, 1)).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("inside a probe");
                WaitCounters before = registry.waits();
                own.tracepoint().register(OTHER, this);
                assertThat(registry.waits().since(before)).as("what the end left").isEqualTo(new WaitCounters(1, 1, 1));
            }
        }
    }

    /** Asking costs microseconds: a thread that cannot be inside is spared. This one says so, and is believed. */
    @Test
    void whoCannotBeInsideIsNotAskedForTheStack() {
        RcuDomains qsbr = QsbrRcu.domains();
        Rcu elsewhere = new Traceless(qsbr.rcu()) {
            @Override
            public boolean mayBeInImplicitSection() {
                return false;
            }
        };
        try (TracepointRegistry registry = new TracepointRegistry(Implementation.named("original"),
                new RcuDomains("elsewhere", elsewhere, elsewhere, false, () -> { }), Patcher.named("field"))) {
            LongTracepoint own = registry.declareLong("own");
            LongProbe<Object> probe = (data, a) -> own.tracepoint().register(OTHER, data);
            own.register(probe, this);
            own.fire(1);
            assertThat(own.tracepoint().probes()).hasSize(2);
        }
    }

    /** Those whose sections do leave a trace are not asked for the stack: a probe elsewhere is no reason to refuse. */
    @ParameterizedTest
    @EnumSource(ReaderKind.class)
    void aProbeOfATracelessRegistryMayUpdateAnother(ReaderKind kind) {
        try (TracepointRegistry registry = new TracepointRegistry(
                Implementation.named("conditional"), traceless(), Patcher.named("field"));
                TracepointRegistry elsewhere = new Combo("conditional", "mb", "field").open()) {
            LongTracepoint own = registry.declareLong("own");
            LongTracepoint far = elsewhere.declareLong("far");
            LongProbe<Object> probe = (data, a) -> far.tracepoint().register(OTHER, data);
            own.register(probe, this);
            kind.fire(own, 1);
            assertThat(far.tracepoint().probes()).hasSize(1);
        }
    }

    @ComboTest
    void theHandleIsOfTheSignatureStill(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            assertThat(registry.declareLong("t").tracepoint().fire().type())
                    .isEqualTo(MethodType.methodType(void.class, long.class));
        }
    }
}
