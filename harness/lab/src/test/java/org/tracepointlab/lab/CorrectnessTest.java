package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.run.Plan;

/** What is about to be measured is checked first. */
class CorrectnessTest {

    @TempDir
    Path folder;

    private static Plan measuring(String... implementations) {
        List<Cell> cells = Stream.of(implementations).map(name -> new Cell("some.benchmark",
                Map.of("implementation", name), Iterations.singleShot(1, 1), 1, 1, Duration.ofSeconds(1))).toList();
        return new Plan("some", cells);
    }

    @Test
    void theLabsOwnAreMeasuredAndMarked() throws IOException {
        Correctness correctness = Correctness.of(measuring("original", "conditional"), false);
        correctness.write(folder);
        assertThat(Files.readAllLines(folder.resolve("correctness.csv"))).hasSize(7);
        assertThat(correctness.lines().get(0)).startsWith("original: MISMATCH");
        RunData run = RunData.of(folder, Json.object(), List.of(), folder);
        assertThat(run.marks().of("original")).isEqualTo("MISMATCH");
        assertThat(run.marks().label("conditional")).isEqualTo("conditional (correct)");
        assertThat(run.marks().label("other")).isEqualTo("other (not checked)");
    }

    @Test
    void aWrongOneIsMeasuredOnlyIfThatIsAllowed() {
        assertThatThrownBy(() -> Correctness.of(measuring("optimistic"), false)).isInstanceOf(UsageException.class)
                .hasMessageContaining("--allow-incorrect").hasMessageContaining("optimistic: MISMATCH");
        assertThat(Correctness.of(measuring("optimistic"), true).lines()).hasSize(1);
    }
}
