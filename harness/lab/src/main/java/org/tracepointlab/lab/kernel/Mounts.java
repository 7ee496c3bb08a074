package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Mounts of tracefs on this machine. */
class Mounts {

    private static final Path TABLE = Path.of("/proc/self/mounts");
    private static final long PATIENCE_SECONDS = 10;

    /** Where tracefs is mounted, in the order of the table. */
    List<Path> points() throws IOException {
        List<Path> points = new ArrayList<>();
        for (String line : Files.readAllLines(TABLE)) {
            String[] fields = line.split(" ");
            if (fields.length > 2 && fields[2].equals("tracefs")) {
                points.add(Path.of(unescaped(fields[1])));
            }
        }
        return points;
    }

    /** The table writes blanks and the like as a backslash and three octal digits. */
    static String unescaped(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            if (field.startsWith("\\", i) && i + 4 <= field.length()) {
                text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                text.append(field.charAt(i));
            }
        }
        return text.toString();
    }

    /** Mounts tracefs there. */
    void mount(Path folder) throws IOException {
        run("mount", "-t", "tracefs", "nodev", folder.toString());
    }

    /** Unmounts it; lazily, so that a file that somebody still has open does not keep it. */
    void unmount(Path folder) throws IOException {
        run("umount", "-l", folder.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(Arrays.toString(command) + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + Arrays.toString(command), e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.replaceAll("\\s+", " "));
        }
    }
}
