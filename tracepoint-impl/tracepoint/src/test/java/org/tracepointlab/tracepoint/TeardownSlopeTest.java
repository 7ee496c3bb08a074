package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.kernel.KernelParameters;
import org.tracepointlab.rcu.kernel.KernelRcu;

/** A disable-all by the registry itself, on a kernel in virtual time: what the seed's seconds are made of. */
class TeardownSlopeTest {

    private static final int N = 104;

    /** When each removal of a disable-all of N was done, in ns of virtual time. */
    private static List<Long> teardown(String implementation, int hz) {
        KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(hz, 1));
        try (TracepointRegistry registry = new TracepointRegistry(
                Implementation.named(implementation), kernel.domains(), Patcher.named("field"))) {
            for (int i = 0; i < N; i++) {
                registry.declareNoArg("t" + i);
            }
            ProbeFunction func = ProbeFunction.ofNoArg(data -> { });
            registry.enableAll(func, tracepoint -> tracepoint);
            List<Long> done = new ArrayList<>();
            registry.disableAll(func, tracepoint -> tracepoint, nanos -> done.add(kernel.virtualTime().nanos()));
            return done;
        }
    }

    @ParameterizedTest
    @CsvSource({"original, 250, 0", "original, 1000, 0", "unconditional, 250, 5", "unconditional, 1000, 5",
            "conditional, 250, 0", "conditional, 1000, 0"})
    void jiffiesOfARemovalOnceTheCycleIsSteady(String implementation, int hz, int jiffies) {
        List<Long> done = teardown(implementation, hz);
        long steady = done.get(N - 1) - done.get(3); // the first four are not; an even number is left
        long jiffyNanos = 1_000_000_000L / hz;
        assertThat(steady).isEqualTo((N - 4) * jiffies * jiffyNanos);
    }

    @Test
    void isTheSameFromRunToRun() {
        assertThat(teardown("unconditional", 1000)).isEqualTo(teardown("unconditional", 1000));
    }
}
