package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tracepointlab.patching.PatchTemplates;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.patching.StaticCall;
import org.tracepointlab.patching.StaticKey;
import org.tracepointlab.rcu.MbRcu;

@SuppressWarnings("try") // a batch is there to be closed
class BatchTest {

    private final AtomicInteger discards = new AtomicInteger();
    private boolean endThrows;
    private final TracepointRegistry registry = new TracepointRegistry(Implementation.named("conditional"),
            MbRcu.domains(), counting(Patcher.named("callsite")));
    private final AtomicInteger calls = new AtomicInteger();
    private final ProbeFunction func = ProbeFunction.ofNoArg((NoArgProbe<Object>) data -> calls.incrementAndGet());

    private Patcher counting(Patcher patcher) {
        return new Patcher() {
            @Override
            public String name() {
                return patcher.name();
            }

            @Override
            public StaticKey newKey() {
                return patcher.newKey();
            }

            @Override
            public StaticCall newCall(MethodType type, MethodHandle initial) {
                return patcher.newCall(type, initial);
            }

            @Override
            public Optional<PatchTemplates> templates() {
                return patcher.templates();
            }

            @Override
            public void discardCompiledCode() {
                discards.incrementAndGet();
                patcher.discardCompiledCode();
            }

            @Override
            public void endBatch() {
                if (endThrows) {
                    throw new IllegalStateException("on purpose");
                }
                patcher.endBatch();
            }

            @Override
            public long patches() {
                return patcher.patches();
            }
        };
    }

    private List<NoArgTracepoint> declare(int n) {
        List<NoArgTracepoint> tracepoints = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            tracepoints.add(registry.declareNoArg("t" + i));
        }
        return tracepoints;
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void updatesTakeEffectAtOnce() {
        NoArgTracepoint t = declare(1).get(0);
        try (Batch batch = registry.batch()) {
            registry.register(t.tracepoint(), func, this);
            t.fire();
            assertThat(calls).hasValue(1);
            registry.unregister(t.tracepoint(), func, this);
            t.fire();
        }
        assertThat(calls).hasValue(1);
        t.tracepoint().register(func, this);
        t.fire();
        assertThat(calls).hasValue(2);
    }

    @Test
    void manyUpdatesThrowCompiledCodeAwayOnce() {
        List<NoArgTracepoint> tracepoints = declare(2 * Batch.MANY);
        try (Batch batch = registry.batch()) {
            for (int i = 0; i < tracepoints.size(); i++) {
                registry.register(tracepoints.get(i).tracepoint(), func, this);
                assertThat(discards).hasValue(i + 1 < Batch.MANY ? 0 : 1);
            }
        }
        assertThat(registry.disableAll(func, t -> this)).isEqualTo(tracepoints.size());
        assertThat(discards).hasValue(2);
        assertThat(registry.patches()).isEqualTo(4L * tracepoints.size());
    }

    @Test
    void fewUpdatesDoNot() {
        declare(Batch.MANY - 1);
        registry.enableAll(func, t -> this);
        registry.disableAll(func, t -> this);
        assertThat(discards).hasValue(0);
    }

    @Test
    void allInsideOfABatchArePartOfIt() {
        declare(Batch.MANY);
        try (Batch batch = registry.batch()) {
            registry.enableAll(func, t -> this);
            registry.disableAll(func, t -> this);
        }
        assertThat(discards).hasValue(1);
    }

    @Test
    void aPatcherThatThrowsAtItsEndLetsOthersIn() throws Exception {
        Tracepoint t = declare(1).get(0).tracepoint();
        Batch batch = registry.batch();
        endThrows = true;
        assertThatThrownBy(batch::close).hasMessage("on purpose");
        CompletableFuture.runAsync(() -> t.register(func, this)).get(30, TimeUnit.SECONDS);
        assertThat(t.isEnabled()).isTrue();
    }

    @Test
    void othersWaitUntilItEnds() throws Exception {
        Tracepoint t = declare(1).get(0).tracepoint();
        CompletableFuture<Boolean> sawBatchOpen = new CompletableFuture<>();
        boolean[] open = {true};
        Thread other;
        try (Batch batch = registry.batch()) {
            other = new Thread(() -> {
                registry.register(t, func, this);
                sawBatchOpen.complete(open[0]);
            });
            other.start();
            while (other.getState() != Thread.State.WAITING && other.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertThat(t.probes()).isEmpty();
            open[0] = false;
        }
        other.join();
        assertThat(sawBatchOpen.get()).isFalse();
        assertThat(t.isEnabled()).isTrue();
    }

    @Test
    void aRejectedUpdateLeavesTheBatchAsItWas() {
        Tracepoint t = declare(1).get(0).tracepoint();
        try (Batch batch = registry.batch()) {
            registry.register(t, func, this);
            assertThatThrownBy(() -> registry.register(t, func, this)).isInstanceOf(TracepointException.class);
            registry.unregister(t, func, this);
        }
        assertThat(t.isEnabled()).isFalse();
    }

    @Test
    void misuseIsSaid() {
        try (Batch batch = registry.batch()) {
            assertThatThrownBy(registry::batch).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("inside of a batch");
            assertThatThrownBy(registry::close).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close the batch first");
            assertThatThrownBy(() -> CompletableFuture.runAsync(batch::close).join())
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            batch.close();
            batch.close();
        }
        registry.batch().close();
    }

    @Test
    void hooksAndListenersCannotUpdateInsideOfIt() {
        Tracepoint other = declare(1).get(0).tracepoint();
        assertThatThrownBy(() -> registry.enableAll(func, t -> this, nanos -> registry.register(other, func, "x")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("an update inside an update");
    }
}
