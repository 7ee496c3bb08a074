package org.tracepointlab.lab.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.tracepointlab.gate.core.Csv;

/**
 * What is known of the running kernel. Fields that cannot be found out are empty.
 *
 * @param release as {@code uname -r}
 * @param variant {@code cond_sync} from 5.14 on, where both commits went in; of older ones it cannot be told
 * @param hz CONFIG_HZ
 * @param preempt model of preemption; {@code dynamic-} and the configured one where it can be changed at boot
 */
public record HostKernel(String release, String variant, String hz, String preempt) {

    private static final int COND_SYNC_MAJOR = 5;
    private static final int COND_SYNC_MINOR = 14;

    /** The running kernel. */
    public static HostKernel running() throws IOException {
        String release = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        return of(release, config(release));
    }

    static HostKernel of(String release, Map<String, String> config) {
        return new HostKernel(release, variant(release), config.getOrDefault("CONFIG_HZ", ""), preempt(config));
    }

    static String variant(String release) {
        String[] parts = release.split("[.-]");
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = Integer.parseInt(parts[1]);
            return major > COND_SYNC_MAJOR || major == COND_SYNC_MAJOR
                    && minor >= COND_SYNC_MINOR ? "cond_sync" : "unknown";
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return "unknown";
        }
    }

    private static String preempt(Map<String, String> config) {
        String model = config.containsKey("CONFIG_PREEMPT_NONE") ? "none"
                : config.containsKey("CONFIG_PREEMPT_VOLUNTARY") ? "voluntary"
                        : config.containsKey("CONFIG_PREEMPT_LAZY") ? "lazy"
                                : config.containsKey("CONFIG_PREEMPT") ? "full" : "";
        return config.containsKey("CONFIG_PREEMPT_DYNAMIC") ? ("dynamic-" + model) : model;
    }

    private static Map<String, String> config(String release) throws IOException {
        Path packed = Path.of("/proc/config.gz");
        if (Files.isReadable(packed)) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(packed)), StandardCharsets.US_ASCII))) {
                return options(reader.lines().toList());
            }
        }
        for (Path plain : List.of(Path.of("/boot/config-" + release), Path.of("/lib/modules/" + release + "/config"))) {
            if (Files.isReadable(plain)) {
                return options(Files.readAllLines(plain));
            }
        }
        return Map.of();
    }

    static Map<String, String> options(List<String> lines) {
        Map<String, String> options = new HashMap<>();
        lines.stream().filter(l -> l.startsWith("CONFIG_") && l.contains("="))
                .forEach(l -> options.put(l.substring(0, l.indexOf('=')), l.substring(l.indexOf('=') + 1)));
        return options;
    }

    /** A row of the reference file's columns. */
    public List<String> row(String source, KernelSweep.Timing timing) {
        return List.of(source, release, variant, hz, preempt, "" + Runtime.getRuntime().availableProcessors(),
                timing.phase(),
                "" + timing.tracepoints(), "" + timing.repeat(), Csv.number(timing.seconds()));
    }
}
