package org.tracepointlab.harness.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all: written beside their place, forced to the disk, and moved over it. */
public final class AtomicFiles {

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
        Path beside = absolute.resolveSibling("." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.deleteIfExists(beside);
            filler.fill(beside);
            force(beside);
            move(beside, absolute);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Moves over whatever is there in one step. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
