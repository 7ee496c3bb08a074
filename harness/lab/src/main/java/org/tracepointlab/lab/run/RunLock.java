package org.tracepointlab.lab.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one process at a time measure into a results folder. The operating system holds the lock, for as long as the
 * process lives: one that is killed leaves none behind, and the file may stay where it is.
 */
public final class RunLock implements AutoCloseable {

    /** Name of the file in the results folder. */
    public static final String FILE = ".lab-run.lock";

    /** Where no content is, so that others can read who holds it even where locks forbid that. */
    private static final long BEHIND_THE_CONTENT = Long.MAX_VALUE - 1;
    private static final int LONGEST_CONTENT = 20;

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, or fails at once.
     *
     * @param results a folder that is there and can be written
     * @throws BusyException if another process measures into this folder
     */
    public static RunLock take(Path results) throws IOException {
        Path file = results.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(channel) == null) {
                throw new BusyException("expected to be the only lab run in " + results + ", found another"
                        + holder(file)
                        + "; wait for its end, stop it, or name another folder with --results (lock: " + file
                        + ", which ends with the process and need not be deleted)");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid())
                    .getBytes(StandardCharsets.US_ASCII)));
            return new RunLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(BEHIND_THE_CONTENT, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The process that holds it, where it has said so; it has not yet for a moment after it took the lock. */
    private static String holder(Path file) throws IOException {
        if (Files.size(file) > LONGEST_CONTENT) {
            return "";
        }
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        return content.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(content)).isPresent()
                ? ", process " + content : "";
    }

    /** Lets others measure. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
