package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A folder that looks like tracefs to the probe, as far as plain files can. */
final class FakeTracefs extends Mounts {

    static final List<String> EVENTS = List.of("irq/irq_entry", "irq/irq_exit", "sched/sched_switch",
            "sched/sched_waking",
            "syscalls/sys_enter_read", "timer/timer_start");

    private final List<Path> mounted = new ArrayList<>();

    /** As a mount that is there already. */
    FakeTracefs at(Path folder) throws IOException {
        fill(folder);
        mounted.add(folder);
        return this;
    }

    @Override
    List<Path> points() {
        return List.copyOf(mounted);
    }

    @Override
    void mount(Path folder) throws IOException {
        fill(folder);
        mounted.add(folder);
    }

    @Override
    void unmount(Path folder) throws IOException {
        mounted.remove(folder);
        try (var files = Files.walk(folder)) {
            for (Path p : files.sorted(Comparator.reverseOrder()).filter(p -> !p.equals(folder)).toList()) {
                Files.delete(p);
            }
        }
    }

    static void fill(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("instances"));
        Files.createDirectories(folder.resolve("options"));
        Files.writeString(folder.resolve("options/record-cmd"), "1\n");
        Files.writeString(folder.resolve("current_tracer"), "nop\n");
        Files.writeString(folder.resolve("tracing_on"), "1\n");
        Files.writeString(folder.resolve("trace_clock"), "[local] global\n");
        events(folder);
    }

    static void events(Path folder) throws IOException {
        for (String event : EVENTS) {
            Files.createDirectories(folder.resolve("events").resolve(event));
            Files.writeString(folder.resolve("events").resolve(event).resolve("enable"), "0\n");
        }
        Files.writeString(folder.resolve("events/enable"), "0\n");
    }
}
