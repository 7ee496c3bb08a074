package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** What a killed probe left: names of the probe's own that end in the id of a process that no longer runs a probe. */
final class Leftovers {

    /** How names of the probe's own begin. */
    static final String PREFIX = "tracepointlab-";

    private Leftovers() {
    }

    /** Entries of the folder that such a process left. */
    static List<Path> in(Path folder, LongPredicate running) throws IOException {
        List<Path> left = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path entry : entries.sorted().toList()) {
                    String name = entry.getFileName().toString();
                    if (name.matches(PREFIX + "[0-9]{1,10}")
                            && !running.test(Long.parseLong(name.substring(PREFIX.length())))) {
                        left.add(entry);
                    }
                }
            }
        }
        return left;
    }

    /**
     * Whether this process is another running probe. Ids are used again, so its command line must be one of the lab's;
     * and what has this process's own id before it made anything was left by an earlier one.
     */
    static boolean isProbe(long pid) {
        if (pid == ProcessHandle.current().pid()) {
            return false;
        }
        try {
            String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return command.contains("tracepointlab");
        } catch (IOException e) {
            return false;
        }
    }
}
