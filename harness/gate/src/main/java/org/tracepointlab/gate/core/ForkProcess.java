package org.tracepointlab.gate.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that works for a fork, in the fork's folder; all that it prints goes to {@value #LOG} there. */
final class ForkProcess {

    static final String LOG = "log.txt";
    /** How JMH says that another one has its lock; the words differ by its version. */
    private static final Pattern REFUSAL =
            Pattern.compile("Unable to acquire the JMH lock \\(([^)\\n]+)\\)(: already taken|, exiting)");
    private static final int LOG_TAIL_BYTES = 16_384;
    private static final long ENOUGH_BYTES = 1 << 20;

    private ForkProcess() {
    }

    /** What is run. */
    @FunctionalInterface
    interface Fork<T> {
        T run() throws IOException;
    }

    /**
     * Runs it, and again after each time that another JMH had its lock.
     *
     * @param folder of its log
     * @throws BusyException if there is another JMH, and nobody is to wait
     */
    static <T> T besideNoOther(Path folder, Waiting waiting, Fork<T> fork) {
        while (true) {
            try {
                return fork.run();
            } catch (ForkFailedException e) {
                awaitOther(e, folder.resolve(LOG), waiting);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Rethrows what is not JMH's refusal to run beside another one. */
    private static void awaitOther(ForkFailedException failure, Path log, Waiting waiting) {
        Path lock = refusedBy(tail(log)).orElseThrow(() -> failure);
        try {
            MachineLock.awaitJmh(lock, waiting);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** The lock that JMH says another one has. */
    static Optional<Path> refusedBy(String printed) {
        Matcher refusal = REFUSAL.matcher(printed);
        return refusal.find() ? Optional.of(Path.of(refusal.group(1))) : Optional.empty();
    }

    /**
     * Runs a command to its end. Whatever it started is gone then.
     *
     * @throws ForkFailedException if it could not start, ended with another exit code than 0, or took longer than the
     *     cell's timeout
     */
    static void run(Cell cell, int round, List<String> command, Path folder) throws IOException {
        Path log = folder.resolve(LOG);
        Process process;
        try {
            process = ProcessTree.mark(new ProcessBuilder(command), folder)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new ForkFailedException(cell, round,
                    "could not start " + command.get(0) + ": " + e.getMessage(), log);
        }
        await(cell, round, process, folder, log);
    }

    private static void await(Cell cell, int round, Process process, Path folder, Path log) throws IOException {
        // Ctrl-C ends this JVM, and must not leave a benchmark running that disturbs whatever comes next.
        Thread atExit;
        try {
            atExit = ProcessTree.killAtExit(process);
        } catch (IllegalStateException e) {
            throw new ForkFailedException(cell, round, "begun while this program was stopped, killed", log);
        }
        try {
            if (!process.waitFor(cell.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ForkFailedException(cell, round,
                        "no end after " + cell.timeout().toSeconds() + " s (its timeout), killed", log);
            }
            if (process.exitValue() != 0) {
                throw new ForkFailedException(cell, round,
                        "exit code " + process.exitValue() + lastWords(log) + space(folder), log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForkFailedException(cell, round, "interrupted", log);
        } finally {
            ProcessTree.kill(process);
            ProcessTree.killMarked(folder);
            ProcessTree.removeHook(atExit);
        }
    }

    /** A fork on a full disk often cannot even say so. */
    private static String space(Path folder) throws IOException {
        long left = Files.getFileStore(folder).getUsableSpace();
        return left < ENOUGH_BYTES ? "; only " + left / 1024 + " KiB are left on its disk" : "";
    }

    /** The line of the log that most likely says what went wrong, with a separator before it, or nothing. */
    static String lastWords(Path log) {
        List<String> lines = tail(log).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        return lines.stream()
                .filter(l -> l.matches("(?i).*(\\berror\\b|exception|no matching).*"))
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty()
                        : Optional.of(lines.get(lines.size() - 1)))
                .map(l -> " (" + Printable.of(l) + ")")
                .orElse("");
    }

    private static String tail(Path log) {
        try {
            byte[] all = Files.readAllBytes(log);
            int from = Math.max(0, all.length - LOG_TAIL_BYTES);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
