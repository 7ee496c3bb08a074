package org.tracepointlab.check;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * The first bug on real threads, with nobody held: one thread fires a tracepoint, one takes its probe away and puts
 * another one there, once a millisecond. In {@code original} a hit now and then gets the data of the probe that left
 * and the func of the one that came.
 *
 * <p>The pace leaves time to compile the reader again between two toggles; nothing depends on it for its order.
 */
public final class Demo {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong mismatches = new AtomicLong();
    private final AtomicLong togglesMismatched = new AtomicLong();
    private final AtomicLong toggles = new AtomicLong();
    private volatile boolean stop;
    private String firstMismatch = "";

    private Demo() {
    }

    /**
     * What was seen.
     *
     * @param implementation its name
     * @param toggles        how often one probe was replaced by the other
     * @param hits           calls of a probe
     * @param mismatches     those with data of the other one
     * @param mismatched     toggles around which there was at least one
     * @param example        the first mismatch in words, or empty
     */
    public record Result(String implementation, long toggles, long hits, long mismatches, long mismatched,
            String example) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-14s %,6d toggles, %,12d hits: %s", implementation, toggles, hits,
                    mismatches == 0 ? "no mismatch" : String.format(Locale.ROOT,
                            "%,d mismatches; a mismatch in %,d toggles (%.1f%%), the first: %s",
                            mismatches, mismatched, 100.0 * mismatched / toggles, example));
        }
    }

    /** A probe whose data is the probe itself. */
    private final class Checked implements LongProbe<Checked> {
        private final String name;

        Checked(String name) {
            this.name = name;
        }

        @Override
        public void probe(Checked data, long hit) {
            hits.lazySet(hits.get() + 1); // one writer
            if (data != this) {
                mismatched(data);
            }
        }

        private void mismatched(Checked data) {
            if (mismatches.getAndIncrement() == 0) {
                firstMismatch = "func" + name + "(data" + data.name + ")";
            }
        }
    }

    /** Runs it for that long. Uses two threads: the caller's and one more. */
    public static Result run(String implementation, long millis) throws InterruptedException {
        return new Demo().play(Implementation.named(implementation), millis);
    }

    private Result play(Implementation implementation, long millis) throws InterruptedException {
        try (TracepointRegistry registry =
                new TracepointRegistry(implementation, MbRcu.domains(), Patcher.named("callsite"))) {
            LongTracepoint tracepoint = registry.declareLong("demo");
            Thread reader = new Thread(() -> fireUntilStopped(tracepoint), "reader");
            reader.setDaemon(true);
            reader.start();
            try {
                toggle(tracepoint.tracepoint(), System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
            } finally {
                stop = true;
                reader.join();
            }
        }
        return new Result(implementation.name(), toggles.get(), hits.get(), mismatches.get(),
                togglesMismatched.get(), firstMismatch);
    }

    private void fireUntilStopped(LongTracepoint tracepoint) {
        for (long i = 0; !stop; i++) {
            tracepoint.fire(i);
        }
    }

    private void toggle(Tracepoint tracepoint, long end) {
        Checked[] probes = {new Checked("A"), new Checked("B")};
        ProbeFunction[] funcs = {ProbeFunction.ofLong(probes[0]), ProbeFunction.ofLong(probes[1])};
        tracepoint.register(funcs[0], probes[0]);
        long next = System.nanoTime();
        long before = 0;
        for (int i = 0; System.nanoTime() - end < 0; i ^= 1) {
            next += PERIOD_NANOS;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            tracepoint.unregister(funcs[i], probes[i]);
            tracepoint.register(funcs[i ^ 1], probes[i ^ 1]);
            toggles.incrementAndGet();
            long now = mismatches.get();
            togglesMismatched.addAndGet(now > before ? 1 : 0);
            before = now;
        }
    }
}
