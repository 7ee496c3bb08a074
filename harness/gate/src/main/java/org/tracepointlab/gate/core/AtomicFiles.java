package org.tracepointlab.gate.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that are there whole or not at all: written beside their place, forced to the disk, and moved over it; then the
 * folder is forced too, in which the new name is. Nothing else gives a file or a folder its final name.
 */
public final class AtomicFiles {

    private static final Pattern BESIDE = Pattern.compile("\\..+\\.([0-9]{1,18})\\.tmp");

    private AtomicFiles() {
    }

    /** Something that fills a file. */
    @FunctionalInterface
    public interface Filler {
        /** Writes the whole content to this path, which does not exist yet. */
        void fill(Path path) throws IOException;
    }

    /** Writes text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        fill(file, beside -> Files.writeString(beside, text, StandardCharsets.UTF_8));
    }

    /** Writes bytes. */
    public static void write(Path file, byte[] bytes) throws IOException {
        fill(file, beside -> Files.write(beside, bytes));
    }

    /** Lets the filler write beside the file's place and moves the result over it. */
    public static void fill(Path file, Filler filler) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path beside = absolute.resolveSibling("." + absolute.getFileName() + "." + ProcessHandle.current().pid()
                + ".tmp");
        try {
            Files.deleteIfExists(beside);
            filler.fill(beside);
            move(beside, absolute);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // A full disk gives no name.
            throw new IOException(absolute + ": could not be written: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Forces a file, or takes a link as it is, and moves it over whatever is there in one step. */
    public static void move(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            force(from);
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(to.toAbsolutePath().getParent());
    }

    /**
     * Forces all that is in a folder and gives the folder its final name.
     *
     * @throws IOException if there is such a folder already with something in it
     */
    public static void moveFolder(Path from, Path to) throws IOException {
        forceAll(from);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(to.toAbsolutePath().getParent());
    }

    /** Forces the files and folders below this one, and itself. */
    static void forceAll(Path folder) throws IOException {
        for (Path path : list(folder)) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                forceFolder(path);
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                force(path);
            }
        }
    }

    /** Removes what processes that were killed left beside the places of files in this folder and below. */
    public static void removeLeftovers(Path folder) throws IOException {
        for (Path path : list(folder)) {
            if (isLeftover(path.getFileName().toString())) {
                Folders.delete(path);
            }
        }
    }

    /** Whether a file of this name is what a process that was killed left beside the place of another one. */
    public static boolean isLeftover(String name) {
        Matcher beside = BESIDE.matcher(name);
        if (!beside.matches()) {
            return false;
        }
        long pid = Long.parseLong(beside.group(1));
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList();
        }
    }

    private static void force(Path file) throws IOException {
        // Windows forces only what is open for writing; a file that may not be written is forced as it can be.
        try (FileChannel channel = FileChannel.open(file,
                Files.isWritable(file) ? StandardOpenOption.WRITE : StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // Elsewhere a folder cannot be opened, and names are kept by the file system's own journal.
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
