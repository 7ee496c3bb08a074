package org.tracepointlab.gate.core;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Whole folders, and their names. */
public final class Folders {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Folders() {
    }

    /** The instant as names of folders have it: in UTC, to the second. */
    public static String stamp(Instant start) {
        return STAMP.format(start);
    }

    /** Makes a folder that nobody else has: of this name, or with a number behind it if that one is taken. */
    public static Path fresh(Path parent, String name) throws IOException {
        Files.createDirectories(parent);
        for (int attempt = 1;; attempt++) {
            try {
                return Files.createDirectory(parent.resolve(attempt == 1 ? name : name + "-" + attempt));
            } catch (FileAlreadyExistsException e) {
                // Begun in the same second; take the next number.
            }
        }
    }

    /**
     * Copies files and folders below a folder into another one, which need not be there yet.
     *
     * @throws FileAlreadyExistsException if a file is there already
     */
    public static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(visited)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes the folder with all that is in it, without following links; nothing if there is none. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
