package org.tracepointlab.lab.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tracepointlab.gate.core.ProcessTree;

/**
 * The commit that a folder is checked out at.
 *
 * @param commit full hash, or null outside of a repository or without git
 * @param dirty true if tracked files differ from the commit
 */
public record Git(String commit, boolean dirty) {

    private static final int SECONDS = 10;

    /** Asks git; never fails. */
    public static Git of(Path folder) {
        String commit = run(folder, List.of("git", "rev-parse", "HEAD"));
        if (commit == null || commit.isEmpty()) {
            return new Git(null, false);
        }
        String status = run(folder, List.of("git", "status", "--porcelain", "--untracked-files=no"));
        return new Git(commit, status != null && !status.isEmpty());
    }

    private static String run(Path folder, List<String> command) {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                ProcessTree.kill(process);
                return null;
            }
            return process.exitValue() == 0 ? out : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
