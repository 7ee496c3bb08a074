package org.tracepointlab.tracepoint.unload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.flavour.RcuFlavour;
import org.tracepointlab.tracepoint.Errno;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.TracepointException;
import org.tracepointlab.tracepoint.TracepointRegistry;

/** A program's loader is collected while the registry that it had its tracepoints in lives on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnloadTest {

    static List<String> combinations() {
        List<String> all = new ArrayList<>();
        for (String implementation : Implementation.names()) {
            for (String patching : Patcher.names()) {
                all.add(implementation + ",mb," + patching);
            }
        }
        for (RcuFlavour flavour : List.of(RcuFlavour.MEMB, RcuFlavour.SRCU, RcuFlavour.KERNEL, RcuFlavour.QSBR)) {
            all.add("conditional," + flavour + ",callsite");
        }
        return all;
    }

    /** And what is still declared is kept: the canary, for each of them. */
    @Test
    void theLoaderIsCollectedOnceNothingOfItIsDeclared() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                Unloading.class.getName()));
        command.addAll(combinations());
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .toList();
        assertThat(process.waitFor()).as("exit code, after %s", lines).isZero();
        assertThat(lines).containsExactlyElementsOf(
                combinations().stream().flatMap(c -> Stream.of(c + " collected", "canary kept")).toList());
    }

    @Test
    void anUndeclaredTracepointFiresNothingAndTakesNoProbes() {
        try (TracepointRegistry registry = new TracepointRegistry(Implementation.named("conditional"),
                RcuFlavour.MB.domains(), Patcher.named("callsite"))) {
            LongTracepoint t = registry.declareLong("t");
            registry.undeclare(t.tracepoint());
            t.fire(1);
            LongProbe<Object> probe = (data, a) -> { };
            assertThatThrownBy(() -> t.register(probe, null)).isInstanceOfSatisfying(TracepointException.class,
                    e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL)).hasMessageContaining("not any more");
            assertThatThrownBy(() -> registry.undeclare(t.tracepoint())).isInstanceOf(TracepointException.class);
            LongTracepoint again = registry.declareLong("t");
            assertThatThrownBy(() -> t.register(probe, null)).isInstanceOf(TracepointException.class);
            again.register(probe, null);
            assertThatThrownBy(() -> registry.undeclare(again.tracepoint())).isInstanceOfSatisfying(
                    TracepointException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBUSY));
            assertThat(registry.tracepoints()).containsExactly(again.tracepoint());
        }
    }
}
