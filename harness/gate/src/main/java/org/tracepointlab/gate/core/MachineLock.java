package org.tracepointlab.gate.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process at a time measures on a machine: two disturb each other. The lock is a file in the folder for temporary
 * files, {@value #FILE}, which all users of the machine share and nobody deletes; the environment variable
 * {@value #VARIABLE} names another one, for containers that share a machine and no such folder.
 */
public final class MachineLock implements AutoCloseable {

    /** Its name in the folder for temporary files. */
    public static final String FILE = "jmh-gate.lock";
    /** Names another file. */
    public static final String VARIABLE = "JMHGATE_LOCK";

    private final ProcessLock lock;

    private MachineLock(ProcessLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the machine's lock. Where there can be none, as in a folder that cannot be written, says so and goes on.
     *
     * @throws BusyException if another process has it, and nobody is to wait
     */
    public static MachineLock take(Waiting waiting) throws IOException {
        return take(file(), waiting);
    }

    static MachineLock take(Path file, Waiting waiting) throws IOException {
        try {
            return new MachineLock(waiting.take(() -> ProcessLock.tryTake(file, waiting.who()), () -> holder(file)));
        } catch (FileSystemException e) {
            waiting.say().accept("expected a lock that can be taken, found " + file + " ("
                    + e.getClass().getSimpleName() + "); make sure that nothing else measures on this machine");
            return new MachineLock(null);
        }
    }

    /** The file that is locked. */
    public static Path file() {
        String named = System.getenv(VARIABLE);
        return named == null || named.isBlank() ? Path.of(System.getProperty("java.io.tmpdir"), FILE)
                : Path.of(named);
    }

    private static String holder(Path file) throws IOException {
        String holder = ProcessLock.holder(file);
        return (holder.isEmpty() ? "another process" : holder) + " (lock: " + file + ")";
    }

    /**
     * Waits until no JMH holds its own lock, by which each refuses to run beside another.
     *
     * @param file that JMH locks
     * @throws BusyException if one does, and nobody is to wait
     */
    static void awaitJmh(Path file, Waiting waiting) throws IOException {
        waiting.take(() -> isFree(file) ? file : null, () -> "another JMH (lock: " + file + ")");
    }

    /** A shared lock does not keep a JMH that begins now from its own one for longer than a moment. */
    private static boolean isFree(Path file) throws IOException {
        if (Files.notExists(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true);
            return shared != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Lets others measure. */
    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
