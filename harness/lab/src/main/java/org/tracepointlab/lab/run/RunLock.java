package org.tracepointlab.lab.run;

import java.io.IOException;
import java.nio.file.Path;
import org.tracepointlab.gate.core.BusyException;
import org.tracepointlab.gate.core.ProcessLock;

/**
 * Lets one process at a time measure into a results folder. The operating system holds the lock, for as long as the
 * process lives: one that is killed leaves none behind, and the file may stay where it is.
 */
public final class RunLock implements AutoCloseable {

    /** Name of the file in the results folder. */
    public static final String FILE = ".lab-run.lock";

    private final ProcessLock lock;

    private RunLock(ProcessLock lock) {
        this.lock = lock;
    }

    /**
     * Takes the lock, or fails at once.
     *
     * @param results a folder that is there and can be written
     * @throws BusyException if another process measures into this folder
     */
    public static RunLock take(Path results) throws IOException {
        Path file = results.resolve(FILE);
        ProcessLock lock = ProcessLock.tryTake(file, "");
        if (lock == null) {
            String holder = ProcessLock.holder(file);
            throw new BusyException("expected to be the only lab run in " + results + ", found another"
                    + (holder.isEmpty() ? "" : ", " + holder)
                    + "; wait for its end, stop it, or name another folder with --results (lock: " + file
                    + ", which ends with the process and need not be deleted)");
        }
        return new RunLock(lock);
    }

    /** Lets others measure. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
