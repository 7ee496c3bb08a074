package org.tracepointlab.gate.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that say little, or nothing at all. */
@Timeout(60)
class RecordingReaderTest {

    @TempDir
    Path folder;

    private void record(String facts) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadPark").withoutThreshold();
            recording.start();
            LockSupport.parkNanos(1);
            recording.stop();
            recording.dump(folder.resolve(RecordingProfiler.RECORDING));
        }
        Files.writeString(folder.resolve(RecordingProfiler.FACTS), facts);
    }

    @Test
    void anEmptyOneIsSaidToBeEmpty() throws IOException {
        record("operations=7\n");
        Profile profile = RecordingReader.read(folder);
        assertThat(profile.operations).isEqualTo(7);
        assertThat(profile.problems("baseline")).singleElement().asString()
                .startsWith("The recording of the baseline is empty: not one sample");
        assertThat(profile.waits.names()).as("this thread is none of a benchmark").isEmpty();
        assertThat(new Evidence(profile, profile, null, null, Set.of()).hasSamples()).isFalse();
    }

    @Test
    void oneOfNoOperationsIsSaidToBe() throws IOException {
        record("operations=0\n");
        assertThat(RecordingReader.read(folder).problems("candidate"))
                .anyMatch(problem -> problem.contains("does not say of how many operations it is"));
    }

    @Test
    void whatIsNoRecordingIsOneLine() throws IOException {
        assertThatThrownBy(() -> RecordingReader.read(folder)).isInstanceOf(IOException.class)
                .hasMessageStartingWith("found no recording at ");
        Files.writeString(folder.resolve(RecordingProfiler.RECORDING), "none");
        Files.writeString(folder.resolve(RecordingProfiler.FACTS), "operations=1\n");
        assertThatThrownBy(() -> RecordingReader.read(folder)).isInstanceOf(IOException.class)
                .hasMessageNotContaining("\n");
        Files.writeString(folder.resolve(RecordingProfiler.FACTS), "operations=many\n");
        assertThatThrownBy(() -> RecordingReader.read(folder)).hasMessageContaining("expected a number of operations");
    }
}
