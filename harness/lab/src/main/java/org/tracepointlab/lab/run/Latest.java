package org.tracepointlab.lab.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.AtomicFiles;

/**
 * {@code results/latest}: leads to the newest finished run. A symbolic link with a relative target where the file
 * system has links, else a text file with that relative path in it.
 */
public final class Latest {

    private static final String NAME = "latest";

    private Latest() {
    }

    /**
     * Changes in one step: at any moment {@code latest} leads to the old run or to the new one, which must be whole.
     */
    static void pointTo(Path results, Path run) throws IOException {
        if (!Files.isRegularFile(run.resolve(Manifest.FILE))) {
            throw new IOException(run + ": expected a finished run, with " + Manifest.FILE + " in it, found none");
        }
        Path target = results.toAbsolutePath().relativize(run.toAbsolutePath());
        Path latest = results.resolve(NAME);
        if (Files.isDirectory(latest, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(latest.toString(), null, "expected a link, found a folder; move it away");
        }
        Path beside = results.resolve("." + NAME + "." + ProcessHandle.current().pid() + ".tmp");
        Files.deleteIfExists(beside);
        try {
            Files.createSymbolicLink(beside, target);
            AtomicFiles.move(beside, latest);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.deleteIfExists(beside);
            AtomicFiles.write(latest, target + "\n");
        }
    }

    /** Removes what processes that were killed left beside it. */
    static void removeLeftovers(Path results) throws IOException {
        try (Stream<Path> all = Files.list(results)) {
            for (Path left : all.filter(f -> f.getFileName().toString().matches("\\." + NAME + "\\.[0-9]+\\.tmp"))
                    .toList()) {
                Files.deleteIfExists(left);
            }
        }
    }

    /**
     * The folder that {@code latest} leads to.
     *
     * @throws IOException if there is none, with a message that says what to do
     */
    public static Path resolve(Path results) throws IOException {
        Path latest = results.resolve(NAME);
        Path run;
        if (Files.isSymbolicLink(latest)) {
            run = results.resolve(Files.readSymbolicLink(latest));
        } else if (Files.isRegularFile(latest)) {
            run = results.resolve(Files.readString(latest).strip());
        } else {
            throw new NoSuchFileException(latest.toString(), null, "no finished run yet; make one with: lab run");
        }
        if (!Files.isDirectory(run)) {
            throw new NotDirectoryException(latest + " leads to " + run + ", which is not a folder");
        }
        return run.toAbsolutePath().normalize();
    }
}
