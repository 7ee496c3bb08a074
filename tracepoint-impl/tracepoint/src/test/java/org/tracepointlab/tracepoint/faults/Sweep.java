package org.tracepointlab.tracepoint.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tracepointlab.tracepoint.faults.Run.Combination;
import org.tracepointlab.tracepoint.faults.Run.Parts;

/**
 * The first call of a kind fails, then in a new run the second one, and so on, until a run has no such call any more.
 */
final class Sweep {

    private final Parts parts;
    private final Duration patience;
    private final Findings found;

    /** @param patience how long one run may take */
    Sweep(Parts parts, Duration patience, Findings found) {
        this.parts = parts;
        this.patience = patience;
        this.found = found;
    }

    /** All of a kind. A run that hangs is the last one of its plan. */
    void run(Combination combination, Kind kind) throws InterruptedException {
        for (Plan plan : Plan.of(kind)) {
            int n = 1;
            while (run(combination, plan, n)) {
                n += kind == Kind.PROBE || kind.breaks(combination) ? 1 + n / 4 : 1; // of these there are many
            }
        }
    }

    /** In turn, and another way about in the next implementation and flavour: each number of a kind is both. */
    private static boolean isError(Combination combination, int n) {
        return (combination.implementation().hashCode() + combination.flavour().hashCode() + n) % 2 == 0;
    }

    /** Whether there was a call to fail. */
    private boolean run(Combination combination, Plan plan, int n) throws InterruptedException {
        Faults faults = new Faults(plan, n, isError(combination, n), plan.kind().breaks(combination));
        found.begin(combination + ", number " + n + " " + plan);
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                new Run(combination, faults, found, parts).play(Run.deadlineAfter(patience));
                done.complete(null);
            } catch (Throwable t) {
                done.completeExceptionally(t);
            }
        }, "script of " + combination);
        thread.setDaemon(true);
        thread.start();
        try {
            done.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            found.hang("not through after " + patience, thread);
            return false;
        } catch (ExecutionException e) {
            found.threw(e.getCause());
        }
        if (faults.isThrown()) {
            found.injections.increment();
        }
        return faults.isThrown();
    }
}
