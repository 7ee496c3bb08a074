package org.tracepointlab.gate.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    /**
     * Runs a command that prints little. Whatever it started is gone when this returns.
     *
     * @return what it printed, errors too, or null if it took longer than the limit
     * @throws IOException if it cannot be started or read, or the thread is interrupted
     */
    public static Printed within(Duration limit, List<String> command) throws IOException {
        Path folder = Files.createTempDirectory("jmhgate-printed-");
        try {
            // To a file: a pipe would stay open as long as a child that has left the tree has it.
            Path printed = folder.resolve("printed");
            Process process = ProcessTree.mark(new ProcessBuilder(command), folder).redirectErrorStream(true)
                    .redirectOutput(printed.toFile()).start();
            Thread atExit = ProcessTree.killAtExit(process);
            try {
                process.getOutputStream().close();
                return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? new Printed(process.exitValue(),
                        new String(Files.readAllBytes(printed), StandardCharsets.UTF_8)) : null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                ProcessTree.kill(process);
                ProcessTree.killMarked(folder);
                ProcessTree.removeHook(atExit);
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
