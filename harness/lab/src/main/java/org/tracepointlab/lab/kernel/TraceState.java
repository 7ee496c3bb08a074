package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The state of tracing that the probe must leave as it found it: every {@code enable} file, the tracer, whether tracing
 * is on, the clock, the options, the buffers' size, and the list of instances.
 *
 * @param values by path below tracefs
 */
public record TraceState(SortedMap<String, String> values) {

    /** Stands for buffers that were never used, which is the one thing that cannot be restored. */
    static final String UNUSED = "unused";

    private static final List<String> FILES = List.of("current_tracer", "tracing_on", "trace_clock", "buffer_size_kb",
            "set_event_pid", "set_event");

    /** Reads it. */
    public static TraceState of(Path tracefs) throws IOException {
        SortedMap<String, String> values = new TreeMap<>();
        for (String file : FILES) {
            put(values, tracefs, tracefs.resolve(file));
        }
        for (String folder : List.of("options", "events")) {
            if (Files.isDirectory(tracefs.resolve(folder))) {
                try (Stream<Path> files = Files.walk(tracefs.resolve(folder), 3)) {
                    for (Path file : files.filter(f -> folder.equals("options") || f.endsWith("enable")).toList()) {
                        put(values, tracefs, file);
                    }
                }
            }
        }
        try (Stream<Path> instances = Files.list(tracefs.resolve("instances"))) {
            instances.forEach(i -> values.put("instances/" + i.getFileName(), "there"));
        }
        return new TraceState(values);
    }

    private static void put(SortedMap<String, String> values, Path tracefs, Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            values.put(tracefs.relativize(file).toString(), once(Files.readString(file).strip()));
        }
    }

    /**
     * Buffers that nobody has used yet are small: {@code 7 (expanded: 1408)}. The first event expands them for good.
     */
    static String once(String value) {
        return value.matches("[0-9]+ \\(expanded: [0-9]+\\)") ? UNUSED : value;
    }

    /** A single value, or the empty string. */
    public String value(String file) {
        return values.getOrDefault(file, "");
    }

    /** Events that are on. */
    public List<String> enabled() {
        return values.entrySet().stream().filter(e -> e.getKey().matches("events/[^/]+/[^/]+/enable")
                && !e.getValue().startsWith("0")).map(e -> e.getKey()).toList();
    }

    /** What differs, one line each: path, value here, value there. */
    public List<String> differences(TraceState other) {
        List<String> lines = new ArrayList<>();
        TreeMap<String, String> all = new TreeMap<>(values);
        all.putAll(other.values);
        for (String path : all.keySet()) {
            String here = values.getOrDefault(path, "absent");
            String there = other.values.getOrDefault(path, "absent");
            if (!here.equals(there) && !here.equals(UNUSED)) {
                lines.add(path + ": " + here + " before, " + there + " after");
            }
        }
        return lines;
    }
}
