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

/**
 * An update is interrupted while it waits for a reader: it goes on waiting, ends as it would have, and keeps the
 * interrupt.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class InterruptedWaitersTest {

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    static Stream<String> flavours() {
        return Flavours.names().stream();
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void inItsWaitForReaders(String flavour) throws Exception {
        RcuDomains domains = Flavours.open(flavour);
        WatchedRcu rcu = new WatchedRcu("rcu", domains.rcu(), false, new ConcurrentLinkedQueue<>());
        try (TracepointRegistry registry = new TracepointRegistry(Implementation.named("unconditional"),
                new RcuDomains(domains.name(), rcu, domains.srcu(), domains.releaseArrays(), domains.closer()),
                Patcher.named("field"))) {
            LongTracepoint t = registry.declareLong("t");
            LongProbe<Object> probe = this::enter;
            t.register(probe, this);
            Thread reader = start(() -> t.fire(1));
            entered.await();

            CompletableFuture<Void> waits = rcu.nextWait();
            CompletableFuture<Boolean> kept = new CompletableFuture<>();
            Thread updater = start(() -> {
                t.unregister(probe, this, () -> log.add("released"));
                log.add("unregistered");
                kept.complete(Thread.currentThread().isInterrupted());
            });
            waits.get();
            updater.interrupt();
            Thread second = start(() -> { // one that waits for the mutex
                t.register(probe, "second");
                log.add("second" + (Thread.currentThread().isInterrupted() ? " interrupted" : ""));
            });
            while (second.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            second.interrupt();
            assertThat(log).isEmpty();
            assertThat(t.tracepoint().isEnabled()).isFalse();

            leave.countDown();
            assertThat(kept.get()).as("the interrupt is kept").isTrue();
            for (Thread thread : new Thread[] {reader, updater, second}) {
                thread.join();
            }
            registry.releaseBarrier();
            assertThat(log).contains("reader leaves", "unregistered", "second interrupted", "released").hasSize(4);
            assertThat(log.peek()).isEqualTo("reader leaves");
            assertThat(t.tracepoint().probes()).extracting(ProbeEntry::data).containsExactly("second");
        } finally {
            leave.countDown();
        }
    }

    private void enter(Object data, long a) {
        entered.countDown();
        try {
            leave.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        log.add("reader leaves");
    }

    private static Thread start(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
