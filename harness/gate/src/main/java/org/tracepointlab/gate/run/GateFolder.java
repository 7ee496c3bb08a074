package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tracepointlab.gate.core.BusyException;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.ProcessLock;
import org.tracepointlab.gate.core.WrongInputException;

/** The folder of a gate or a calibration: one process at a time works in it, and its forks are of the same jars. */
public final class GateFolder {

    /** The lock in each such folder. */
    static final String LOCK = ".gate.lock";

    private GateFolder() {
    }

    /** What is done in the folder. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T call() throws IOException;
    }

    /**
     * Does it while nobody else works in the folder.
     *
     * @throws BusyException if somebody does
     */
    public static <T> T alone(Path folder, Work<T> work) throws IOException {
        Path file = folder.resolve(LOCK);
        ProcessLock lock = ProcessLock.tryTake(file, "");
        if (lock == null) {
            String holder = ProcessLock.holder(file);
            throw new BusyException("expected a stopped gate in " + folder + ", found a running one"
                    + (holder.isEmpty() ? "" : ", " + holder) + "; wait for its end, or stop it");
        }
        try {
            return work.call();
        } finally {
            lock.close();
        }
    }

    /**
     * Makes sure that forks of this folder are not mixed with those of another jar, JDK or list of benchmarks.
     *
     * @throws WrongInputException if there are forks of other ones; the message names the file
     */
    static void requireSame(Path folder, GatePlan plan) throws IOException {
        Path file = folder.resolve(GatePlan.FILE);
        if (Files.notExists(file)) {
            return;
        }
        JsonNode begun = Json.read(file);
        JsonNode now = plan.toJson();
        same(file, "jar", begun.path("candidate").path("sha256"), now.path("candidate").path("sha256"));
        same(file, "JDK", begun.path("candidate").path("java"), now.path("candidate").path("java"));
        same(file, "list of benchmarks", begun.path("timed"), now.path("timed"));
    }

    private static void same(Path file, String what, JsonNode begun, JsonNode now) throws IOException {
        if (!begun.toString().equals(now.toString())) {
            throw new WrongInputException(file + ": expected forks of the same " + what
                    + ", found those of another one; name another folder");
        }
    }
}
