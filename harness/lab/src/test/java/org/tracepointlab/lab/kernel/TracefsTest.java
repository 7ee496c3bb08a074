package org.tracepointlab.lab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the probe that plain files can show; {@link HostProbeTest} has the rest, on the real thing. */
class TracefsTest {

    /** No process has this id: Linux has ids up to 2^22. */
    private static final String DEAD = Leftovers.PREFIX + "9999999999";

    @TempDir
    Path folder;

    @Test
    void mountsOneOfItsOwnWhereThereIsNoneAndUnmountsIt() {
        FakeTracefs mounts = new FakeTracefs();
        Tracefs tracefs = Tracefs.open(mounts, folder);
        assertThat(mounts.points()).containsExactly(tracefs.root());
        assertThat(tracefs.root().getParent()).isEqualTo(folder);
        tracefs.close();
        tracefs.close();
        assertThat(mounts.points()).isEmpty();
        assertThat(tracefs.root()).doesNotExist();
    }

    @Test
    void usesTheOneThatIsMountedAndLeavesIt() throws IOException {
        Path mounted = Files.createDirectory(folder.resolve("tracing"));
        FakeTracefs mounts = new FakeTracefs().at(mounted);
        Tracefs tracefs = Tracefs.open(mounts, folder);
        assertThat(tracefs.root()).isEqualTo(mounted);
        tracefs.close();
        assertThat(mounts.points()).containsExactly(mounted);
    }

    @Test
    void removesWhatAKilledProbeLeftAndNothingElse() throws IOException {
        Path mounted = Files.createDirectory(folder.resolve("tracing"));
        FakeTracefs mounts = new FakeTracefs().at(mounted);
        Path dead = Files.createDirectory(folder.resolve(DEAD));
        mounts.mount(dead);
        Files.createDirectory(mounted.resolve("instances").resolve(DEAD));
        Path own = mounted.resolve("instances").resolve(Leftovers.PREFIX + ProcessHandle.current().pid());
        Files.createDirectory(own);
        for (String other : List.of("mine", "tracepointlab-x")) {
            Files.createDirectory(mounted.resolve("instances").resolve(other));
        }
        try (Tracefs tracefs = Tracefs.open(mounts, folder)) {
            assertThat(tracefs.removed()).containsExactlyInAnyOrder("mount " + dead, "instance " + DEAD,
                    "instance " + own.getFileName());
        }
        assertThat(mounts.points()).containsExactly(mounted);
        assertThat(dead).doesNotExist();
        try (var left = Files.list(mounted.resolve("instances"))) {
            assertThat(left.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("mine", "tracepointlab-x");
        }
    }

    @Test
    void saysWhatIsMissing() {
        Mounts none = new Mounts() {
            @Override
            List<Path> points() {
                return List.of();
            }

            @Override
            void mount(Path folder) throws IOException {
                throw new IOException("mount: unknown filesystem type 'tracefs'");
            }
        };
        assertThatThrownBy(() -> Tracefs.open(none, folder)).isInstanceOf(UnavailableException.class)
                .hasMessageContaining("unknown filesystem type").hasMessageContaining("mount -t tracefs");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDifferentStateIsSeen() throws IOException {
        FakeTracefs.fill(folder);
        TraceState before = TraceState.of(folder);
        assertThat(before.differences(TraceState.of(folder))).isEmpty();
        assertThat(TraceState.once("7 (expanded: 1408)")).isEqualTo("unused");
        assertThat(before.values()).containsKeys("tracing_on", "events/sched/sched_switch/enable",
                "options/record-cmd");
        Files.writeString(folder.resolve("events/sched/sched_switch/enable"), "1*\n");
        Files.writeString(folder.resolve("tracing_on"), "0\n");
        Files.createDirectory(folder.resolve("instances/other"));
        TraceState after = TraceState.of(folder);
        assertThat(before.differences(after)).containsExactly("events/sched/sched_switch/enable: 0 before, 1* after",
                "instances/other: absent before, there after", "tracing_on: 1 before, 0 after");
        assertThat(after.enabled()).containsExactly("events/sched/sched_switch/enable");
    }

    @Test
    void literalIsRefusedWhileSomebodyTraces() throws IOException {
        FakeTracefs.fill(folder);
        Files.writeString(folder.resolve("events/sched/sched_switch/enable"), "1\n");
        assertThatThrownBy(() -> TraceCmdProbe.begin(folder, "trace-cmd", n -> { }))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("no event to be on").hasMessageContaining("found 1");
        Files.writeString(folder.resolve("events/sched/sched_switch/enable"), "0\n");
        Files.writeString(folder.resolve("current_tracer"), "function\n");
        assertThatThrownBy(() -> TraceCmdProbe.begin(folder, "trace-cmd", n -> { }))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("found function");
    }

    @Test
    void kernelsAreNamedByTheirRelease() {
        assertThat(HostKernel.variant("5.13.19")).isEqualTo("unknown");
        assertThat(HostKernel.variant("5.14.0-rc7")).isEqualTo("cond_sync");
        assertThat(HostKernel.variant("6.18.44-fc")).isEqualTo("cond_sync");
        assertThat(HostKernel.variant("custom")).isEqualTo("unknown");
        Map<String, String> config = HostKernel.options(List.of("# CONFIG_HZ_100 is not set", "CONFIG_HZ=250",
                "CONFIG_PREEMPT_NONE=y", "CONFIG_PREEMPT_DYNAMIC=y"));
        assertThat(HostKernel.of("6.1.0", config)).isEqualTo(
                new HostKernel("6.1.0", "cond_sync", "250", "dynamic-none"));
        assertThat(HostKernel.of("6.1.0", Map.of()).hz()).isEmpty();
        assertThat(Mounts.unescaped("/mnt/a\\040b")).isEqualTo("/mnt/a b");
    }

    @Test
    void theSweepEndsWithAllEvents() {
        assertThat(KernelSweep.sizes(1585)).containsExactly(1, 2, 5, 10, 20, 50, 100, 200, 400, 800, 1200, 1585);
        assertThat(KernelSweep.sizes(3)).containsExactly(1, 2, 3);
        assertThat(KernelSweep.sizes(0)).isEmpty();
    }
}
