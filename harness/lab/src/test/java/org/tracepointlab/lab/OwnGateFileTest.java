package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.run.GateFile;

/** What this project gates. */
class OwnGateFileTest {

    @Test
    void theProjectsOwnGateFileIsWellFormed() throws IOException {
        GateFile file = GateFile.read(Path.of("..", "..", "bench", "gate.json"));
        assertThat(file.counts().counters()).contains("gracePeriodWaits", "patches");
        assertThat(file.counts().bounds()).isNotEmpty();
        double block = 3 * file.timed().stream().mapToDouble(GateFile.Entry::seconds).sum();
        assertThat(6 * block).as("seconds to the first look").isLessThanOrEqualTo(300);
        assertThat(20 * block).as("seconds to the last look").isLessThanOrEqualTo(1200);
    }
}
