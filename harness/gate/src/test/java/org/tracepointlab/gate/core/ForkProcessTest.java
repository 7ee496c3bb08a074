package org.tracepointlab.gate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fork's log says. */
class ForkProcessTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "ERROR: Unable to acquire the JMH lock (/tmp/jmh.lock): already taken by another JMH instance, exiting.",
        "ERROR: org.openjdk.jmh.runner.RunnerException: ERROR: Another JMH instance might be running. Unable to "
                + "acquire the JMH lock (/tmp/jmh.lock), exiting. Use -Djmh.ignoreLock=true to forcefully continue.",
    })
    void jmhRefusesToRunBesideAnotherInTheWordsOfItsVersion(String printed) {
        assertThat(ForkProcess.refusedBy("before\n" + printed + "\nbehind")).contains(Path.of("/tmp/jmh.lock"));
    }

    @Test
    void anotherErrorIsNoRefusal() {
        assertThat(ForkProcess.refusedBy("ERROR: Unable to create the JMH lock (/tmp/jmh.lock), exiting.")).isEmpty();
    }
}
