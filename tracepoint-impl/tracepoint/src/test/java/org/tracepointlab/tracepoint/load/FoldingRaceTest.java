package org.tracepointlab.tracepoint.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.patching.DeferredPatcher;
import org.tracepointlab.patching.FoldingRate;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.tracepoint.Batch;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * Keys are folded all the time, by a thread of the test and by the patcher's own, while tracepoints are enabled,
 * disabled, undeclared, toggled in batches, and their registry is closed: whoever registered a probe has it called.
 */
@SuppressWarnings("try") // a batch is there to be closed
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FoldingRaceTest {

    private static final int ROUNDS = 300;
    private static final int TRACEPOINTS = 8;

    private final DeferredPatcher patcher = new DeferredPatcher(new FoldingRate(0, 0));
    private final AtomicLong folded = new AtomicLong();
    private final long[] calls = new long[1];
    private final ProbeFunction func = ProbeFunction.ofLong((LongProbe<long[]>) (counted, value) -> counted[0]++);
    private volatile boolean stop;

    private void fold() {
        while (!stop) {
            folded.addAndGet(patcher.fold());
        }
    }

    private void fires(List<LongTracepoint> tracepoints, int expected) {
        calls[0] = 0;
        tracepoints.forEach(t -> t.fire(1));
        assertThat(calls[0]).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lazy", "conditional"})
    void whatIsRegisteredIsCalled(String implementation) throws InterruptedException {
        Thread folder = new Thread(this::fold, "folder");
        folder.start();
        try (TracepointRegistry registry = new TracepointRegistry(Implementation.named(implementation),
                MbRcu.domains(), patcher)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<LongTracepoint> tracepoints = new ArrayList<>();
                for (int i = 0; i < TRACEPOINTS; i++) {
                    tracepoints.add(registry.declareLong("t" + i));
                }
                tracepoints.forEach(t -> registry.register(t.tracepoint(), func, calls));
                fires(tracepoints, TRACEPOINTS);
                tracepoints.forEach(t -> registry.unregister(t.tracepoint(), func, calls));
                fires(tracepoints, 0);
                try (Batch batch = registry.batch()) {
                    tracepoints.forEach(t -> registry.register(t.tracepoint(), func, calls));
                    fires(tracepoints, TRACEPOINTS);
                    tracepoints.forEach(t -> registry.unregister(t.tracepoint(), func, calls));
                }
                fires(tracepoints, 0);
                tracepoints.forEach(t -> registry.undeclare(t.tracepoint()));
            }
        } finally {
            stop = true;
            folder.join();
        }
        patcher.fold();
        assertThat(folded.get()).as("keys folded meanwhile").isPositive();
        assertThat(patcher.armed()).isZero();
        assertThat(patcher.foldingFailures()).isZero();
    }
}
