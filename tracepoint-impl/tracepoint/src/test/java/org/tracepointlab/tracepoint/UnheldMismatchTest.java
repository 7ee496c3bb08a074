package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.patching.Patcher;

/**
 * Nobody is held, and nothing is hooked: one thread fires, one toggles between two probes each millisecond. On the
 * original some hits get the data of one and the func of the other. The pace is the workload: it leaves time to compile
 * again between toggles, and nothing here depends on it for its order.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class UnheldMismatchTest {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final AtomicLong mismatches = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private volatile boolean stop;

    /** Data is the probe that it belongs to. */
    private final class Checked implements LongProbe<Checked> {
        @Override
        public void probe(Checked data, long a) {
            hits.lazySet(hits.get() + 1); // one writer
            if (data != this) {
                mismatches.incrementAndGet();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"original, 3000", "unconditional, 2000", "conditional, 2000", "paired, 2000", "batched, 2000"})
    void onlyTheOriginalMismatches(String name, int toggles) throws InterruptedException {
        String flavour = Flavours.names().iterator().next();
        try (TracepointRegistry registry = new TracepointRegistry(
                Implementation.named(name), Flavours.open(flavour), Patcher.named("callsite"))) {
            LongTracepoint tracepoint = registry.declareLong("t");
            Thread reader = new Thread(() -> fireUntilStopped(tracepoint), "reader");
            reader.start();
            int done = toggle(tracepoint.tracepoint(), toggles);
            stop = true;
            reader.join();
            assertThat(hits.get()).as("hits in %d toggles", done).isPositive();
            if (name.equals("original")) {
                assertThat(mismatches.get()).as("mismatches in %d toggles", done).isPositive();
            } else {
                assertThat(mismatches.get()).as("mismatches in %d toggles", done).isZero();
                assertThat(done).isEqualTo(toggles);
            }
        }
    }

    private void fireUntilStopped(LongTracepoint tracepoint) {
        for (long i = 0; !stop; i++) {
            tracepoint.fire(i);
        }
    }

    private int toggle(Tracepoint tracepoint, int toggles) {
        Checked[] probes = {new Checked(), new Checked()};
        ProbeFunction[] funcs = {ProbeFunction.ofLong(probes[0]), ProbeFunction.ofLong(probes[1])};
        tracepoint.register(funcs[0], probes[0]);
        long deadline = System.nanoTime();
        for (int i = 0; i < toggles; i++) {
            if (mismatches.get() > 0) {
                return i;
            }
            deadline += PERIOD_NANOS;
            for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            tracepoint.unregister(funcs[i & 1], probes[i & 1]);
            tracepoint.register(funcs[i & 1 ^ 1], probes[i & 1 ^ 1]);
        }
        return toggles;
    }
}
