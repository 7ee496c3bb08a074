package org.tracepointlab.gate.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tracepointlab.gate.run.GateFile;

/**
 * The canary's reader: {@code gate.json} as the gate reads it, in front of a step that takes for granted that a file
 * without timed benchmarks has counted ones. Jazzer's own entry point, without JUnit.
 */
public final class BrokenReader {

    private BrokenReader() {
    }

    /** One execution. Only with {@code -Dbroken=true} is it broken. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Path file = Path.of(System.getProperty("canary.folder"), "gate.json");
        try {
            Files.write(file, bytes);
            GateFile gate = GateFile.read(file);
            if (Boolean.getBoolean("broken") && gate.timed().isEmpty()) {
                gate.counted().get(0);
            }
        } catch (IOException e) {
            if (!e.getMessage().contains("gate.json")) {
                throw new UncheckedIOException(new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        }
    }
}
