package org.tracepointlab.lab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe on this machine's own kernel: skipped, and said so, without root or tracefs. */
class HostProbeTest {

    @TempDir
    Path folder;
    private final Mounts mounts = new Mounts();
    private Path view;
    private TraceState before;

    /** Looks through a mount of the test's own, which is another window on the same state. */
    @BeforeEach
    void look() throws IOException {
        view = Files.createDirectory(folder.resolve("view"));
        try {
            mounts.mount(view);
        } catch (IOException e) {
            assumeTrue(false, "SKIPPED: the probe of this machine's kernel needs root and tracefs: " + e.getMessage());
        }
        assumeTrue(Files.isDirectory(view.resolve("instances")), "SKIPPED: this kernel has no tracing instances");
        before = TraceState.of(view);
    }

    @AfterEach
    void leave() throws IOException {
        if (Files.isDirectory(view.resolve("events"))) {
            mounts.unmount(view);
        }
    }

    private KernelProbe.Result probe(boolean literal, String traceCmd, List<Integer> sizes) throws IOException {
        return new KernelProbe(Tracefs::open, new KernelProbe.Settings(sizes, 1, 1, literal, traceCmd),
                line -> { }).run();
    }

    @Test
    void timesItsEventsAndLeavesTracingAsItWas() throws IOException {
        KernelProbe.Result result = probe(false, "trace-cmd", List.of(1, 10));
        assertThat(result.timings()).extracting(KernelSweep.Timing::phase)
                .contains("enable", "disable", "reenable", "enable_all",
                "disable_all");
        assertThat(result.timings()).allMatch(t -> t.seconds() > 0).filteredOn(t -> t.phase().equals("disable"))
                .extracting(KernelSweep.Timing::tracepoints).containsExactly(1, 1, 10, 10);
        assertThat(result.events()).isGreaterThan(10);
        if (before.enabled().isEmpty()) {
            assertThat(result.source()).as("record-cmd is off in the instance").isEqualTo("host");
        }
        assertThat(result.differences()).isEmpty();
        assertThat(before.differences(TraceState.of(view))).isEmpty();
    }

    @Test
    void literalFallsBackToPlainWritesAndRestores() throws IOException {
        assumeTrue(before.enabled().isEmpty() && before.value("current_tracer").equals("nop"),
                "SKIPPED: somebody is tracing on this machine");
        Path failing = Files.writeString(folder.resolve("trace-cmd"), "#!/bin/sh\necho no such thing >&2\nexit 1\n");
        assertThat(failing.toFile().setExecutable(true)).isTrue();
        KernelProbe.Result result = probe(true, failing.toString(), List.of(1));
        assertThat(result.notes()).anyMatch(n -> n.contains("no such thing") && n.contains("plain writes instead"));
        assertThat(result.timings()).extracting(KernelSweep.Timing::phase)
                .contains("literal_enable", "literal_disable");
        assertThat(before.differences(TraceState.of(view))).isEmpty();
    }

    /** In a JVM of its own: says when its instance has events on, and then waits to be ended. */
    public static final class Victim {

        private Victim() {
        }

        /** Holds the instance until the end. */
        public static void main(String[] args) throws Exception {
            Cleanup cleanup = Cleanup.begin();
            Tracefs fs = cleanup.add(Tracefs.open());
            Instance instance = cleanup.add(Instance.create(fs.root(), true));
            List<EventFile> events = instance.events();
            for (EventFile event : events.subList(0, 20)) {
                event.set(true);
            }
            System.out.println("tracepointlab holds " + instance.folder().getFileName());
            Thread.sleep(TimeUnit.MINUTES.toMillis(2));
        }
    }

    private Process victim() throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Victim.class.getName()).redirectErrorStream(true).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.startsWith("tracepointlab holds")) {
                return process;
            }
        }
        throw new IOException("the victim did not get there: " + said);
    }

    @Test
    void aSignalRestoresAtOnce() throws Exception {
        Process victim = victim();
        assertThat(TraceState.of(view).values()).containsKey("instances/tracepointlab-" + victim.pid());
        victim.destroy();
        assertThat(victim.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(before.differences(TraceState.of(view))).isEmpty();
        assertThat(mounts.points()).noneMatch(p -> p.endsWith("tracepointlab-" + victim.pid()));
    }

    @Test
    void whatAKilledProbeLeftIsRemovedByTheNext() throws Exception {
        Process victim = victim();
        victim.destroyForcibly();
        assertThat(victim.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(before.differences(TraceState.of(view))).as("a kill leaves its instance").isNotEmpty();
        KernelProbe.Result next = probe(false, "trace-cmd", List.of(1));
        assertThat(next.notes()).anyMatch(n -> n.contains("instance tracepointlab-" + victim.pid()));
        assertThat(before.differences(TraceState.of(view))).isEmpty();
        assertThat(mounts.points()).noneMatch(p -> p.endsWith("tracepointlab-" + victim.pid()));
    }
}
