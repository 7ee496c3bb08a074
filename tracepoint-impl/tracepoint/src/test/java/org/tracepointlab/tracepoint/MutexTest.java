package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.QsbrRcu;
import org.tracepointlab.rcu.Rcu;

/** Who waits for the mutex is out of everybody's way, and nobody takes it to his grave. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class MutexTest {

    private static final long PATIENCE_SECONDS = 20;
    private static final ProbeFunction FUNC = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> { });

    private static final class Messages extends Handler {
        private final ConcurrentLinkedQueue<String> all = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord entry) {
            all.add(entry.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }
    }

    private static Thread start(CompletableFuture<?> done, Runnable body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
                done.complete(null);
            } catch (Throwable t) {
                done.completeExceptionally(t);
            }
        }, "of the test");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void aThreadThatDiesWithABatchOpenLeavesItToTheNext() throws Exception {
        Logger logger = Logger.getLogger(TracepointRegistry.class.getName());
        Messages messages = new Messages();
        logger.addHandler(messages);
        logger.setUseParentHandlers(false);
        try (TracepointRegistry registry = new Combo("batched", "mb", "callsite").open()) {
            Tracepoint t = registry.declareLong("t").tracepoint();
            t.register(FUNC, "A");
            CompletableFuture<Void> opened = new CompletableFuture<>();
            CompletableFuture<Void> die = new CompletableFuture<>();
            Thread owner = start(new CompletableFuture<>(), () -> {
                registry.batch();
                t.unregister(FUNC, "A");
                opened.complete(null);
                die.join();
            });
            opened.get();
            CompletableFuture<Void> updated = new CompletableFuture<>();
            Thread waiter = start(updated, () -> t.register(FUNC, "B"));
            while (waiter.getState() != Thread.State.WAITING && waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertThat(messages.all).isEmpty();
            die.complete(null);
            owner.join();
            updated.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(t.probes()).extracting(ProbeEntry::data).containsExactly("B");
            assertThat(registry.waits()).as("what the batch was to wait for").isEqualTo(new WaitCounters(1, 1, 1));
            assertThat(messages.all).hasSize(1).allMatch(message -> message.contains("with a batch open"));
            registry.batch().close();
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(messages);
        }
    }

    static Stream<String> implementations() {
        return Implementation.names().stream();
    }

    private static final List<String> NAMES = List.of("toggle", "toggle with a release", "synchronizeUnregister",
            "releaseBarrier", "batch", "all", "declare", "tracepoints");

    private static TracepointRegistry qsbr(String implementation) {
        return new TracepointRegistry(Implementation.named(implementation), QsbrRcu.domains(), Patcher.named("field"));
    }

    /** All that may block, each as one updater calls it. */
    private static Map<String, Runnable> blocking(TracepointRegistry registry, Tracepoint own) {
        Map<String, Runnable> all = new LinkedHashMap<>();
        all.put("toggle", () -> {
            own.register(FUNC, own);
            own.unregister(FUNC, own);
        });
        all.put("toggle with a release", () -> {
            own.register(FUNC, own);
            own.unregister(FUNC, own, () -> { });
        });
        all.put("synchronizeUnregister", registry::synchronizeUnregister);
        all.put("releaseBarrier", registry::releaseBarrier);
        all.put("batch", () -> {
            try (Batch batch = registry.batch()) {
                own.register(FUNC, own);
                own.unregister(FUNC, own);
                assertThat(batch).isNotNull();
            }
        });
        all.put("all", () -> {
            String name = own.name() + " all";
            ProbeFunction func = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> { });
            registry.enableAll(func, tracepoint -> name);
            registry.disableAll(func, tracepoint -> name);
        });
        all.put("declare", () -> registry.undeclare(registry.declareNoArg("of " + own.name()).tracepoint()));
        all.put("tracepoints", registry::tracepoints);
        return all;
    }

    /** Runs it on a thread that is registered and online in both domains of the registry. */
    private static CompletableFuture<Void> onReader(TracepointRegistry registry, CyclicBarrier together,
            Runnable body) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        start(done, () -> {
            try (Rcu.Reader rcu = registry.domains().rcu().register();
                    Rcu.Reader srcu = registry.domains().srcu().register()) {
                together.await();
                for (int i = 0; i < 3; i++) {
                    body.run();
                }
                rcu.quiescentState(); // both are online still
                srcu.quiescentState();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new AssertionError(e);
            }
        });
        return done;
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void updatersThatAreReadersOfBothDomainsInPairs(String implementation) throws Exception {
        List<String> pairs = new ArrayList<>();
        for (int updatesBefore = 0; updatesBefore < 2; updatesBefore++) {
            for (String first : NAMES) {
                for (String second : NAMES) {
                    pairs.add(first + ", " + second);
                    pair(implementation, first, second, updatesBefore);
                }
            }
        }
        assertThat(pairs).hasSize(128);
    }

    private static void pair(String implementation, String first, String second, int updatesBefore) throws Exception {
        TracepointRegistry registry = qsbr(implementation);
        Tracepoint one = registry.declareLong("one").tracepoint();
        Tracepoint two = registry.declareLong("two").tracepoint();
        for (int i = 0; i < updatesBefore; i++) {
            blocking(registry, one).get("toggle").run();
        }
        CyclicBarrier together = new CyclicBarrier(2);
        CompletableFuture<Void> a = onReader(registry, together, blocking(registry, one).get(first));
        CompletableFuture<Void> b = onReader(registry, together, blocking(registry, two).get(second));
        try {
            a.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            b.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a hang: " + implementation + ", " + first + " and " + second + " after "
                    + updatesBefore, e);
        }
        registry.close();
    }

    /** Close against each of the others: that one may be told that the registry is closed, but does not hang. */
    @ParameterizedTest
    @MethodSource("implementations")
    void closeWhileTheOtherIsAReader(String implementation) throws Exception {
        for (String other : NAMES) {
            TracepointRegistry registry = qsbr(implementation);
            Tracepoint one = registry.declareLong("one").tracepoint();
            CyclicBarrier together = new CyclicBarrier(2);
            CompletableFuture<Void> closes = onReader(registry, together, registry::close);
            CompletableFuture<Void> does = onReader(registry, together, blocking(registry, one).get(other));
            closes.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            does.handle((nothing, thrown) -> thrown == null || thrown instanceof IllegalStateException ? null : thrown)
                    .thenAccept(thrown -> assertThat(thrown).as(other).isNull())
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
