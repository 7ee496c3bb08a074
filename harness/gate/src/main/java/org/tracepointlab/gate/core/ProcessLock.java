package org.tracepointlab.gate.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that one process at a time holds. The operating system holds the lock, for as long as the process lives: one
 * that is killed leaves none behind, and the file may stay where it is.
 */
public final class ProcessLock implements AutoCloseable {

    /** Where no content is, so that others can read who holds it even where locks forbid that. */
    private static final long BEHIND_THE_CONTENT = Long.MAX_VALUE - 1;
    private static final int LONGEST_CONTENT = 200;
    private static final Pattern CONTENT = Pattern.compile("([0-9]{1,18})(?: (.*))?", Pattern.DOTALL);

    /**
     * Held by this process, with who holds it. POSIX drops a process's lock as soon as it closes any channel of the
     * file: what is in here is not even opened.
     */
    private static final Map<Path, String> OWN = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock, or returns null at once where another has it.
     *
     * @param file made where there is none yet, so that every user of the machine can take it
     * @param who takes it, in a few words, for {@link #holder}
     */
    public static ProcessLock tryTake(Path file, String who) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        if (OWN.putIfAbsent(key, who) != null) {
            return null;
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = open(key);
            taken = lock(channel);
            if (taken) {
                write(channel, ProcessHandle.current().pid() + " " + who);
            }
            return taken ? new ProcessLock(key, channel) : null;
        } finally {
            if (!taken) {
                OWN.remove(key);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static void write(FileChannel channel, String holder) throws IOException {
        byte[] content = holder.strip().getBytes(StandardCharsets.UTF_8);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(content, 0, Math.min(LONGEST_CONTENT, content.length)));
    }

    /** Does not make a file that is there: in a folder with the sticky bit Linux lets only its owner do that. */
    private static FileChannel open(Path file) throws IOException {
        if (Files.notExists(file)) {
            try {
                Files.createFile(file);
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
                }
            } catch (FileAlreadyExistsException e) {
                // Another process was faster.
            }
        }
        return FileChannel.open(file, StandardOpenOption.WRITE);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock(BEHIND_THE_CONTENT, 1, false);
            return taken != null;
        } catch (OverlappingFileLockException e) {
            // Of another class loader of this process.
            return false;
        }
    }

    /**
     * The process that holds it, like {@code process 4711 (jmh-gate gate)}, where it has said so; it has not yet for a
     * moment after it took the lock. Else empty.
     */
    public static String holder(Path file) throws IOException {
        String own = OWN.get(file.toAbsolutePath().normalize());
        if (own != null) {
            return named(ProcessHandle.current().pid(), own);
        }
        if (Files.notExists(file) || Files.size(file) > LONGEST_CONTENT) {
            return "";
        }
        Matcher content = CONTENT.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        if (!content.matches() || ProcessHandle.of(Long.parseLong(content.group(1))).isEmpty()) {
            return "";
        }
        return named(Long.parseLong(content.group(1)), content.group(2) == null ? "" : content.group(2));
    }

    private static String named(long pid, String who) {
        return "process " + pid + (who.isEmpty() ? "" : " (" + Printable.escaped(who) + ")");
    }

    /** Lets others take it. */
    @Override
    public void close() throws IOException {
        channel.close();
        OWN.remove(file);
    }
}
