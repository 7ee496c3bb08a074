package org.tracepointlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.MbRcu;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.TracepointRegistry;

class CompiledCodeTest {

    private static final String A_CLASS = "org.tracepointlab.bench.TracedSite/0x00007f5a8409a800";
    private static final String B_CLASS = "org.tracepointlab.bench.TracedSite/0x00007f5a8409ac00";
    private static final String A = A_CLASS + ".run(J)V [0x1, 0x2 - 0x3]";
    private static final String B = B_CLASS + ".run(J)V [0x4, 0x5 - 0x6]";

    private static CompiledCode of(String list) {
        return CompiledCode.of(list, Set.of(A_CLASS, B_CLASS));
    }

    @Test
    void onlyCodeInUseOfTheHighestTierCounts() {
        assertThat(of("284 4 0 " + A + "\n285 4 0 " + B).sites()).isEqualTo(2);
        assertThat(of("284 4 1 " + A + "\n285 4 2 " + B).sites()).as("not entrant, zombie").isZero();
        assertThat(of("284 3 0 " + A).sites()).as("a lower tier").isZero();
        assertThat(of("7 4 0 java.lang.String.run()I [0x1, 0x2 - 0x3]").sites()).as("others").isZero();
    }

    @Test
    void codeThatWasCompiledAgainIsOtherCode() {
        CompiledCode before = of("284 4 0 " + A + "\n285 4 0 " + B);
        assertThat(before.missingIn(before)).isZero();
        assertThat(before.missingIn(of("284 4 1 " + A + "\n285 4 0 " + B))).isEqualTo(1);
        assertThat(before.missingIn(of("300 4 0 " + A + "\n285 4 0 " + B))).isEqualTo(1);
    }

    /** The proof itself, on real sites: compiled before the toggle, thrown away by it, and never counted by itself. */
    @Test
    void aToggleThrowsAwayWhatWasCompiledAndNothingElseDoes() {
        LongProbe<Object> probe = (data, value) -> { };
        try (TracepointRegistry registry = new TracepointRegistry(
                Implementation.named("original"), MbRcu.domains(), Patcher.named("callsite"))) {
            List<LongTracepoint> tracepoints = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                tracepoints.add(registry.declareLong("t" + i));
            }
            SiteFarm farm = new SiteFarm(tracepoints);
            tracepoints.forEach(t -> t.register(probe, "data"));
            CompiledCode compiled = farm.compileAll();
            assertThat(compiled.sites()).isEqualTo(3);
            assertThat(compiled.missingIn(farm.compiledCode())).isZero();

            tracepoints.forEach(t -> t.unregister(probe, "data"));
            CompiledCode after = farm.compiledCode();
            assertThat(compiled.missingIn(after)).isEqualTo(3);

            // back to back, without compiling again in between, there is nothing to throw away
            tracepoints.forEach(t -> t.register(probe, "data"));
            tracepoints.forEach(t -> t.unregister(probe, "data"));
            assertThat(after.sites()).isZero();
            assertThat(after.missingIn(farm.compiledCode())).isZero();
        }
    }

    @Test
    void fieldPatchingThrowsNothingAway() {
        LongProbe<Object> probe = (data, value) -> { };
        try (TracepointRegistry registry = new TracepointRegistry(
                Implementation.named("original"), MbRcu.domains(), Patcher.named("field"))) {
            LongTracepoint tracepoint = registry.declareLong("t");
            tracepoint.register(probe, "data");
            SiteFarm farm = new SiteFarm(List.of(tracepoint));
            CompiledCode compiled = farm.compileAll();
            tracepoint.unregister(probe, "data");
            assertThat(compiled.sites()).isEqualTo(1);
            assertThat(compiled.missingIn(farm.compiledCode())).isZero();
        }
    }
}
