package org.tracepointlab.gate.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a short command said.
 *
 * @param exit its exit code
 * @param text its standard output, and its errors where they were redirected to it
 */
public record Printed(int exit, String text) {

    /**
     * Waits for the end of a command that was just started, and gives it nothing to read.
     *
     * @throws IOException if it cannot be read, or the thread is interrupted; then the command is killed
     */
    public static Printed by(Process process) throws IOException {
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Printed(process.waitFor(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ProcessTree.kill(process);
            throw new IOException("interrupted", e);
        }
    }
}
