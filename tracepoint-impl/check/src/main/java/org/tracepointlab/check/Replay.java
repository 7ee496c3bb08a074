package org.tracepointlab.check;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.tracepointlab.patching.ObservedPatcher;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.tracepoint.Batch;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.NoArgProbe;
import org.tracepointlab.tracepoint.NoArgTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * Plays a mismatch on real threads: a real tracepoint over call sites, whose reader is held between its load of the
 * data and its call while the updater makes all of its updates; over the weakest RCU.
 *
 * <p>This replays each trace in which one reader keeps its data until the end, as in the shortest ones. On a correct
 * implementation the updater comes to wait for the reader; then the reader goes on first, and meets its own data.
 */
public final class Replay {

    private static final long PATIENCE_SECONDS = 10;
    /** How long an updater that waits for the held reader is given to show that it does not only take its time. */
    private static final long WAITS_MILLIS = 300;

    private final List<String> mismatches = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final List<ProbeFunction> funcs = new ArrayList<>();
    private volatile Thread held;
    // the updater's own
    private TracepointRegistry registry;
    private Batch batch;

    private Replay() {
    }

    /**
     * Plays it.
     *
     * @param implementation its name
     * @param scenario       the updates, as {@link Scenario} writes them
     * @param before         how many of them are made before the reader loads its data
     * @param srcu           whether the reader is one of SRCU
     * @return the calls of a func with data of another one, such as {@code f2(d1)}
     */
    public static List<String> mismatches(String implementation, String scenario, int before, boolean srcu) {
        return new Replay().play(Implementation.named(implementation), Scenario.parse(scenario), before, srcu);
    }

    /** A JUnit test, as source, that plays the trace on real threads: it fails as long as the mismatch is there. */
    public static String test(String implementation, Trace trace) {
        return """
                import static org.assertj.core.api.Assertions.assertThat;

                import org.junit.jupiter.api.Test;
                import org.tracepointlab.check.Replay;

                /* %s
                %s*/
                class ReplayedViolationTest {

                    @Test
                    void noFuncGetsDataOfAnotherOne() {
                        assertThat(Replay.mismatches("%s", "%s", %d, %b)).isEmpty();
                    }
                }
                """.formatted(implementation, trace, implementation, trace.scenario(), before(trace),
                trace.kinds().get(0).equals(Domain.SRCU.name()));
    }

    /** How many updates had published their array when the reader loaded its data for the last time. */
    static int before(Trace trace) {
        int published = 0;
        int before = 0;
        for (Trace.Line line : trace.lines()) {
            if (line.actor() == Trace.WRITER && line.text().startsWith("publish")) {
                published++;
            } else if (line.actor() != Trace.WRITER && line.text().startsWith("load data")) {
                before = published;
            }
        }
        return before;
    }

    private List<String> play(Implementation implementation, Scenario scenario, int before, boolean srcu) {
        try (TracepointRegistry opened = new TracepointRegistry(implementation,
                new RcuDomains("weakest", new WeakestRcu(), new WeakestRcu(), false, () -> { }),
                new ObservedPatcher(Patcher.named("callsite"), UnaryOperator.identity(), this::afterWindow))) {
            registry = opened;
            NoArgTracepoint tracepoint = registry.declareNoArg("replayed");
            scenario.probes().forEach(probe -> funcOf(probe, scenario));
            CompletableFuture<Void> ready = new CompletableFuture<>();
            CompletableFuture<Void> go = new CompletableFuture<>();
            CompletableFuture<Void> updater = start("updater",
                    () -> update(tracepoint, scenario, before, ready, go), false);
            await(CompletableFuture.anyOf(ready, updater));
            CompletableFuture<Void> reader = start("reader", srcu ? tracepoint::fireRcuIdle : tracepoint::fire, true);
            await(CompletableFuture.anyOf(arrived, reader));
            go.complete(null);
            try {
                updater.get(WAITS_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // it waits for the reader, which goes on first
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("the updater of a replay failed", e);
            }
            released.complete(null);
            await(reader);
            await(updater);
            return List.copyOf(mismatches);
        }
    }

    private static void await(CompletableFuture<?> future) {
        try {
            future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a thread of a replay did not come to its end", e);
        }
    }

    private CompletableFuture<Void> start(String name, Runnable body, boolean hold) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                body.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }, name);
        thread.setDaemon(true);
        if (hold) {
            held = thread;
        }
        thread.start();
        return done;
    }

    private ProbeFunction funcOf(Probe probe, Scenario scenario) {
        while (funcs.size() <= probe.func()) {
            int func = funcs.size();
            NoArgProbe<String> called = data -> {
                if (scenario.probes().stream().noneMatch(p -> p.func() == func && Probe.data(p.data()).equals(data))) {
                    mismatches.add(Probe.func(func) + "(" + data + ")");
                }
            };
            funcs.add(ProbeFunction.ofNoArg(called));
        }
        return funcs.get(probe.func());
    }

    /** All updates on one thread, with a stop after so many of them. */
    private void update(NoArgTracepoint replayed, Scenario scenario, int before, CompletableFuture<Void> ready,
            CompletableFuture<Void> go) {
        int made = 0;
        for (Operation operation : scenario.operations()) {
            if (operation.updates() && made++ == before) {
                ready.complete(null);
                go.join();
            }
            update(replayed.tracepoint(), operation);
        }
        if (batch != null) {
            batch.close();
        }
    }

    private void update(Tracepoint replayed, Operation operation) {
        switch (operation.kind()) {
            case BEGIN -> batch = registry.batch();
            case END -> batch.close();
            case ADD -> replayed.register(funcOf(operation), dataOf(operation),
                    Recording.priorityAt(replayed.probes(), operation.at()));
            case REMOVE -> replayed.unregister(funcOf(operation), dataOf(operation));
        }
    }

    private ProbeFunction funcOf(Operation operation) {
        return funcs.get(operation.probe().func());
    }

    /** The same object each time. */
    private static String dataOf(Operation operation) {
        return Probe.data(operation.probe().data()).intern();
    }

    private void window() {
        if (Thread.currentThread() == held) {
            held = null;
            arrived.complete(null);
            released.join();
        }
    }

    private MethodHandle afterWindow(MethodHandle invoker) {
        try {
            return MethodHandles.foldArguments(invoker, MethodHandles.lookup()
                    .findVirtual(Replay.class, "window", MethodType.methodType(void.class)).bindTo(this));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("window", e);
        }
    }
}
