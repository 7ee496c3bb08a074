package org.tracepointlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

/** The slow strategy of the live proof differs from {@code unconditional} in nothing that is counted. */
class ProlongedProviderTest {

    /** Patches and waits of every transition. */
    private static List<Object> counts(String implementation) {
        try (TracepointRegistry registry = new TracepointRegistry(Implementation.named(implementation), MbRcu.domains(),
                Patcher.named("field"))) {
            LongTracepoint tracepoint = registry.declareLong("t");
            LongProbe<Object> probe = (data, value) -> { };
            List<Object> data = List.of("a", "b", "c");
            data.forEach(d -> tracepoint.register(probe, d));
            data.forEach(d -> tracepoint.unregister(probe, d));
            return List.of(registry.patches(), registry.waits());
        }
    }

    @Test
    void itsStepsAreThoseOfUnconditional() {
        assertThat(counts("prolonged")).isEqualTo(counts("unconditional")).isNotEqualTo(counts("conditional"));
    }

    @Test
    void itIsNoneOfTheLabsOwn() {
        assertThat(Implementation.names()).doesNotContain("prolonged");
        assertThat(Implementation.customNames()).contains("prolonged");
    }
}
