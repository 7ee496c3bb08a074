package org.tracepointlab.tracepoint.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * A thread that is registered and online in all the domains given while it does something, and closes its handles then.
 */
final class OnlineThread {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CompletableFuture<Void> online = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Thread thread;

    OnlineThread(List<Rcu> domains, Callable<?> body) {
        thread = new Thread(() -> {
            List<Rcu.Reader> readers = new ArrayList<>();
            try {
                domains.forEach(domain -> readers.add(domain.register()));
                online.complete(null);
                body.call();
                readers.forEach(Rcu.Reader::quiescentState); // all are online still
                done.complete(null);
            } catch (Throwable t) {
                online.completeExceptionally(t);
                done.completeExceptionally(t);
            } finally {
                readers.forEach(Rcu.Reader::close);
            }
        }, "online");
        thread.setDaemon(true);
        thread.start();
    }

    /** The domains of a registry. */
    static List<Rcu> of(RcuDomains domains) {
        return List.of(domains.rcu(), domains.srcu());
    }

    void awaitOnline() throws Exception {
        get(online, "registers", PATIENCE);
    }

    boolean isDone() {
        return done.isDone();
    }

    /** Waits for its end; a hang fails, with its stack. Throws what it threw, as the cause of an ExecutionException. */
    void join(String what) throws Exception {
        join(what, PATIENCE);
    }

    void join(String what, Duration patience) throws Exception {
        get(done, what, patience);
    }

    private void get(CompletableFuture<Void> future, String what, Duration patience) throws Exception {
        try {
            future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            AssertionError hang = new AssertionError("a hang: " + what);
            hang.setStackTrace(thread.getStackTrace());
            throw hang;
        }
    }
}
