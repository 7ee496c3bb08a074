package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.FailingPatcher;
import org.tracepointlab.patching.Faults;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.RcuDomains;

/**
 * A reader has loaded A's data and is held; a step of A's removal throws, whichever; B comes in its place. The reader
 * calls A with A's data or B with B's, never one with the other's.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class HeldReaderFaultsTest {

    private static final long PATIENCE_SECONDS = 20;

    static Stream<Combo> combos() {
        return Combo.all().stream().filter(combo -> List.of("mb", "srcu").contains(combo.flavour()));
    }

    private static final class Run {
        final Queue<String> log = new ConcurrentLinkedQueue<>();
        final Faults faults = new Faults();
        final Window window = new Window(() -> log.add("goes on"));
        final TracepointRegistry registry;
        final WatchedRcu readersDomain;
        final LongTracepoint tracepoint;
        final ReaderKind kind;
        final Func a = new Func("A", log);
        final Func b = new Func("B", log);
        final Func c = new Func("C", log);
        final Func.Data aData = a.data("a");
        final Func.Data bData = b.data("b");
        boolean thrown;

        Run(Combo combo, ReaderKind kind) {
            this.kind = kind;
            RcuDomains domains = Flavours.open(combo.flavour());
            WatchedRcu rcu = new WatchedRcu("rcu", domains.rcu(), false, log);
            WatchedRcu srcu = new WatchedRcu("srcu", domains.srcu(), false, log);
            readersDomain = kind == ReaderKind.RCU ? rcu : srcu;
            registry = new TracepointRegistry(Implementation.named(combo.implementation()), FailingRcu.domains(
                    new RcuDomains(domains.name(), rcu, srcu, domains.releaseArrays(), domains.closer()), faults),
                    window.in(new FailingPatcher(Patcher.named(combo.patching()), faults)));
            tracepoint = registry.declareLong("t");
        }

        /** Returns whether there was a step for the fault. */
        boolean play(boolean two, boolean inBatch, int n, boolean after) throws Exception {
            tracepoint.register(a, aData);
            if (two) {
                tracepoint.register(b, bData);
            }
            CompletableFuture<Void> reader = new CompletableFuture<>();
            start(reader, () -> kind.fire(tracepoint, 1), true);
            window.awaitArrival();
            CompletableFuture<Void> waits = readersDomain.nextWait();
            CompletableFuture<Void> updater = new CompletableFuture<>();
            start(updater, () -> {
                faults.arm(n, after);
                replace(two, inBatch);
                thrown = faults.disarm() != null;
            }, false);
            CompletableFuture.anyOf(waits, updater).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            window.open();
            reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            updater.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            registry.close();
            assertThat(log).as(n + (after ? " after" : " before")).contains("goes on")
                    .noneMatch(entry -> entry.startsWith("MISMATCH"));
            return thrown;
        }

        private void replace(boolean two, boolean inBatch) {
            if (inBatch) {
                failing(() -> {
                    try (Batch batch = registry.batch()) {
                        assertThat(batch).isNotNull();
                        failing(() -> tracepoint.unregister(a, aData));
                    }
                });
            } else {
                failing(() -> tracepoint.unregister(a, aData));
            }
            Func next = two ? c : b;
            Func.Data data = two ? c.data("c") : bData;
            if (!failing(() -> tracepoint.register(next, data))) {
                tracepoint.register(next, data);
            }
            failing(() -> tracepoint.unregister(next, data));
        }

        private boolean failing(Runnable update) {
            try {
                update.run();
                return true;
            } catch (Faults.Injected injected) {
                return false;
            }
        }

        private void start(CompletableFuture<Void> done, Runnable body, boolean held) {
            Thread thread = new Thread(() -> {
                try {
                    body.run();
                    done.complete(null);
                } catch (Throwable t) {
                    done.completeExceptionally(t);
                }
            });
            thread.setDaemon(true);
            if (held) {
                window.hold(thread);
            }
            thread.start();
        }
    }

    private static int inject(Combo combo, boolean two, boolean inBatch) throws Exception {
        int injections = 0;
        for (ReaderKind kind : ReaderKind.values()) {
            for (boolean after : new boolean[] {false, true}) {
                int n = 1;
                while (new Run(combo, kind).play(two, inBatch, n, after)) {
                    injections++;
                    n++;
                }
            }
        }
        return injections;
    }

    @ParameterizedTest
    @MethodSource("combos")
    void twoOne(Combo combo) throws Exception {
        assertThat(inject(combo, true, false)).isGreaterThan(4);
    }

    @ParameterizedTest
    @MethodSource("combos")
    void oneZeroOne(Combo combo) throws Exception {
        if (!combo.implementation().equals("original")) { // it mismatches there by itself
            assertThat(inject(combo, false, false)).isGreaterThan(8);
        }
    }

    @ParameterizedTest
    @MethodSource("combos")
    void oneZeroOneInABatch(Combo combo) throws Exception {
        if (combo.implementation().equals("batched")) {
            assertThat(inject(combo, false, true)).isGreaterThan(8);
        }
    }
}
