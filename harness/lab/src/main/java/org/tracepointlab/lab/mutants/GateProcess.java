package org.tracepointlab.lab.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.gate.core.ProcessTree;

/**
 * A gate in a process of its own. What it started ends with it, and all of it ends with this process. Where that was
 * killed by force, the next run ends what is left before it gates the same slowdown again.
 */
public final class GateProcess implements SlowdownRun.Gate {

    private final List<String> program;
    private final Path directory;
    private final Path cache;
    private final List<String> more;

    /**
     * @param program command up to the options of the gate
     * @param directory where it runs
     * @param cache what the gates share: counts of the baseline, which is the same for all
     * @param more options of the gate
     */
    public GateProcess(List<String> program, Path directory, Path cache, List<String> more) {
        this.program = List.copyOf(program);
        this.directory = directory;
        this.cache = cache;
        this.more = List.copyOf(more);
    }

    @Override
    public int run(Path baseline, Path candidate, Path folder, Path log) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--baseline-jar", baseline.toString(), "--candidate-jar", candidate.toString(), "--out",
                folder.toString(), "--work-cache", cache.toString()));
        command.addAll(more);
        Files.createDirectories(folder);
        Running running = new Running(folder);
        Thread atExit = new Thread(running::end, "kill-gate"); // before the start: there is no moment without it
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            return running.start(ProcessTree.mark(new ProcessBuilder(command), folder).directory(directory.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile())).waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            running.end();
            ProcessTree.removeHook(atExit);
        }
    }

    /** A process that another thread may end, before it has begun too. */
    private static final class Running {

        private final Path folder;
        private Process process;
        private boolean ended;

        Running(Path folder) {
            this.folder = folder;
        }

        synchronized Process start(ProcessBuilder builder) throws IOException {
            if (ended) {
                throw new IOException("stopped");
            }
            process = builder.start();
            process.getOutputStream().close();
            return process;
        }

        synchronized void end() {
            ended = true;
            if (process != null) {
                GateProcess.end(process, folder);
            }
        }
    }

    /** The gate, its forks, and what is no longer below them. */
    private static void end(Process process, Path folder) {
        ProcessTree.kill(process);
        try {
            if (Files.isDirectory(folder)) {
                ProcessTree.killMarked(folder);
            }
        } catch (IOException e) {
            System.err.println("lab: could not look for forks of the gate in " + folder + ": " + e.getMessage());
        }
    }
}
