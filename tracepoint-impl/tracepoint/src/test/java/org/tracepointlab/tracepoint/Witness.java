package org.tracepointlab.tracepoint;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.RcuDomains;

/** Plays a scenario with one reader held in its window, and reports what came of it. */
final class Witness implements AutoCloseable {

    /**
     * What came of it.
     *
     * @param waited   whether the updater waited in the reader's domain while the reader was held
     * @param log      in order: that the held reader went on and what was called, both logged inside its section, and
     *                 the ends of waits
     * @param waitsEnd what the end of a wait in the reader's domain is logged as
     */
    record Outcome(boolean waited, List<String> log, String waitsEnd) {

        boolean mismatched() {
            return log.stream().anyMatch(entry -> entry.startsWith("MISMATCH"));
        }

        /** Whether the held reader went on, and only then a wait in its domain ended. */
        boolean readerWentFirst() {
            return log.contains(GOES_ON) && log.indexOf(GOES_ON) < log.indexOf(waitsEnd);
        }
    }

    private static final String GOES_ON = "reader goes on";
    private static final long PATIENCE_SECONDS = 20;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Map<String, Func> funcs = new HashMap<>();
    private final Map<String, Func.Data> data = new HashMap<>();
    private final Window window = new Window(() -> log.add(GOES_ON));
    private final ReaderKind kind;
    private final WatchedRcu readersDomain;
    private final TracepointRegistry registry;
    private final LongTracepoint tracepoint;

    private Witness(Implementation implementation, Combo combo, ReaderKind kind, Set<ReaderKind> deaf) {
        this.kind = kind;
        RcuDomains domains = Flavours.open(combo.flavour());
        WatchedRcu rcu = new WatchedRcu("rcu", domains.rcu(), deaf.contains(ReaderKind.RCU), log);
        WatchedRcu srcu = new WatchedRcu("srcu", domains.srcu(), deaf.contains(ReaderKind.SRCU), log);
        readersDomain = kind == ReaderKind.RCU ? rcu : srcu;
        registry = new TracepointRegistry(implementation,
                new RcuDomains(domains.name(), rcu, srcu, domains.releaseArrays(), domains.closer()),
                window.in(Patcher.named(combo.patching())));
        tracepoint = registry.declareLong("witness");
    }

    /** Plays it with the combination's own implementation. */
    static Outcome play(Combo combo, Scenario scenario, ReaderKind kind) throws Exception {
        return play(Implementation.named(combo.implementation()), combo, scenario, kind, Set.of());
    }

    /** Plays it with another implementation, and with some domains deaf. */
    static Outcome play(Implementation implementation, Combo combo, Scenario scenario, ReaderKind kind,
            Set<ReaderKind> deaf) throws Exception {
        try (Witness witness = new Witness(implementation, combo, kind, deaf)) {
            return witness.play(scenario);
        }
    }

    private Outcome play(Scenario scenario) throws Exception {
        scenario.before.accept(this);
        log.clear();
        CompletableFuture<Void> reader = new CompletableFuture<>();
        Thread readerThread = start("reader", reader, () -> kind.fire(tracepoint, 1), true);
        window.awaitArrival();

        CompletableFuture<Void> waits = readersDomain.nextWait();
        CompletableFuture<Void> updater = new CompletableFuture<>();
        Thread updaterThread = start("updater", updater, () -> scenario.after.accept(this), false);
        CompletableFuture.anyOf(waits, updater).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        boolean waited = waits.isDone() && !updater.isDone();

        window.open();
        reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        updater.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        readerThread.join();
        updaterThread.join();
        return new Outcome(waited, List.copyOf(log), readersDomain.waited());
    }

    private Thread start(String name, CompletableFuture<Void> done, Runnable body, boolean held) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
                done.complete(null);
            } catch (Throwable t) {
                done.completeExceptionally(t);
            }
        }, name);
        thread.setDaemon(true);
        if (held) {
            window.hold(thread);
        }
        thread.start();
        return thread;
    }

    void add(String name, int prio) {
        Func func = funcs.computeIfAbsent(name, n -> new Func(n, log));
        Func.Data own = data.computeIfAbsent(name, n -> func.data(n.toLowerCase(Locale.ROOT)));
        tracepoint.register(func, own, prio);
    }

    void remove(String name) {
        tracepoint.unregister(funcs.get(name), data.get(name));
    }

    @Override
    public void close() {
        window.open();
        registry.close();
    }
}
