package org.tracepointlab.gate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One process at a time measures; the others say whom they wait for, or give up. */
@Timeout(120)
class MachineLockTest {

    private static final Waiting AT_ONCE = new Waiting("second", false, line -> { });

    @TempDir
    Path folder;

    @Test
    void whoIsNotToWaitIsToldWhoMeasures() throws IOException {
        Path file = folder.resolve("lock");
        Process other = LockHolder.start(file, "jmh-gate", "gate");
        assertThatThrownBy(() -> MachineLock.take(file, AT_ONCE)).isInstanceOf(BusyException.class)
                .hasMessageContaining("found process " + other.pid() + " (jmh-gate gate) (lock: " + file + ")")
                .hasMessageContaining("try again");
        LockHolder.end(other);
        MachineLock.take(file, AT_ONCE).close();
        assertThat(file).as("is never deleted").exists();
    }

    @Test
    void whoWaitsSaysSoOnceAndThenMeasures() throws IOException {
        Path file = folder.resolve("lock");
        Process other = LockHolder.start(file, "lab run");
        List<String> said = new ArrayList<>();
        MachineLock.take(file, new Waiting("second", true, line -> {
            said.add(line);
            LockHolder.end(other);
        })).close();
        assertThat(said).singleElement().asString().contains("process " + other.pid() + " (lab run)", "--no-wait");
    }

    /** POSIX forgets a process's lock when it closes any channel of the file. */
    @Test
    void aSecondAttemptInThisProcessDoesNotLoseTheLock() throws Exception {
        Path file = folder.resolve("lock");
        MachineLock own = MachineLock.take(file, AT_ONCE);
        assertThatThrownBy(() -> MachineLock.take(file, AT_ONCE)).isInstanceOf(BusyException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid() + " (second)");
        assertThatThrownBy(() -> LockHolder.start(file, "third")).hasMessage("no lock was taken");
        own.close();
        LockHolder.end(LockHolder.start(file, "third"));
    }

    @Test
    void everyUserOfTheMachineCanTakeIt() throws IOException {
        Path file = folder.resolve("lock");
        MachineLock.take(file, AT_ONCE).close();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(file)).hasSize(6);
        }
        Files.writeString(file, "garbage of any kind");
        MachineLock.take(file, AT_ONCE).close();
    }

    @Test
    void whereThereCanBeNoLockThatIsSaid() throws IOException {
        List<String> said = new ArrayList<>();
        MachineLock.take(folder.resolve("none/lock"), new Waiting("second", false, said::add)).close();
        assertThat(said).singleElement().asString().contains("none/lock (NoSuchFileException)");
    }
}
