package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.RcuDomains;

/** Readers held inside their sections: release actions, and conditional's re-enable, wait for them. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class ReleaseContractTest {

    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    /** A reader inside a tracepoint of its own until it is let go. */
    private final class HeldReader {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch leave = new CountDownLatch(1);
        private final Thread thread;

        HeldReader(TracepointRegistry registry, ReaderKind kind) throws InterruptedException {
            LongTracepoint own = registry.declareLong("held by " + kind);
            LongProbe<Object> probe = (data, a) -> {
                entered.countDown();
                try {
                    leave.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                log.add(kind + " reader leaves");
            };
            own.register(probe, this);
            thread = new Thread(() -> kind.fire(own, 1), "held reader");
            thread.setDaemon(true);
            thread.start();
            entered.await();
        }

        void letGo() throws InterruptedException {
            leave.countDown();
            thread.join();
        }
    }

    @ComboTest
    void aReleaseActionRunsAfterRcuReaders(Combo combo) throws InterruptedException {
        releaseAfter(combo, ReaderKind.RCU);
    }

    @ComboTest
    void aReleaseActionRunsAfterSrcuReaders(Combo combo) throws InterruptedException {
        releaseAfter(combo, ReaderKind.SRCU);
    }

    private void releaseAfter(Combo combo, ReaderKind kind) throws InterruptedException {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            LongProbe<String> probe = (data, a) -> log.add(data);
            for (String data : new String[] {"1", "2", "3"}) {
                tracepoint.register(probe, data);
            }
            HeldReader reader = new HeldReader(registry, kind);
            tracepoint.unregister(probe, "3", () -> log.add("released")); // N->N-1 waits in no implementation
            assertThat(log).isEmpty();
            reader.letGo();
            registry.releaseBarrier();
            assertThat(log).containsExactly(kind + " reader leaves", "released");
        }
    }

    @ComboTest
    void closeRunsTheReleaseActionsOutstanding(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            LongProbe<String> probe = (data, a) -> log.add(data);
            tracepoint.register(probe, "1");
            tracepoint.unregister(probe, "1", () -> log.add("released"));
        }
        assertThat(log).containsExactly("released");
    }

    static Stream<Combo> conditional() {
        return Combo.all().stream().filter(combo -> combo.implementation().equals("conditional"));
    }

    @ParameterizedTest
    @MethodSource("conditional")
    void oneWaitPaysForAllRemovals(Combo combo) throws Exception {
        for (ReaderKind kind : ReaderKind.values()) {
            log.clear();
            reenableUnderAReader(combo, kind);
        }
    }

    private void reenableUnderAReader(Combo combo, ReaderKind kind) throws Exception {
        RcuDomains domains = Flavours.open(combo.flavour());
        WatchedRcu rcu = new WatchedRcu("rcu", domains.rcu(), false, new ConcurrentLinkedQueue<>());
        WatchedRcu srcu = new WatchedRcu("srcu", domains.srcu(), false, new ConcurrentLinkedQueue<>());
        try (TracepointRegistry registry = new TracepointRegistry(Implementation.named(combo.implementation()),
                new RcuDomains(domains.name(), rcu, srcu, domains.releaseArrays(), domains.closer()),
                Patcher.named(combo.patching()))) {
            HeldReader reader = new HeldReader(registry, kind);
            for (int i = 0; i < 20; i++) {
                registry.declareNoArg("t" + i);
            }
            ProbeFunction func = ProbeFunction.ofNoArg(data -> { });
            registry.enableAll(func, tracepoint -> tracepoint);
            registry.disableAll(func, tracepoint -> tracepoint);
            assertThat(registry.waits()).isEqualTo(new WaitCounters(0, 0, 0));
            CompletableFuture<Void> waits = (kind == ReaderKind.RCU ? rcu : srcu).nextWait();
            CompletableFuture<Boolean> enabler = CompletableFuture.supplyAsync(() -> {
                registry.enableAll(func, tracepoint -> tracepoint);
                return log.add("enabled");
            });
            CompletableFuture.anyOf(waits, enabler).get();
            assertThat(log).as("enabled under the reader").isEmpty();
            reader.letGo();
            enabler.get();
            assertThat(log).containsExactly(kind + " reader leaves", "enabled");
            WaitCounters counted = registry.waits();
            assertThat(counted.waits()).isEqualTo(1);
            assertThat(kind == ReaderKind.RCU ? counted.rcuWaits() : counted.srcuWaits()).isEqualTo(1);
        }
    }
}
