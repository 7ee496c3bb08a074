package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check and the demo as a user meets them. */
class CheckCommandTest extends LabLine {

    @TempDir
    Path folder;

    @Test
    void checksAllWithinBoundsAndWritesTheTable() throws IOException {
        Path csv = folder.resolve("new/correctness.csv");
        assertThat(lab("check", "--implementation", "original,unconditional,conditional", "--bounds", "1,2,4",
                "--csv", csv.toString())).as(err).isZero();
        assertThat(out).contains("original: MISMATCH", "call f2(d1)", "| writer", "conditional: correct",
                "unconditional: correct", "R,P,K = 1,2,4");
        assertThat(Files.readAllLines(csv).get(0)).startsWith("implementation,scenario_set,");
    }

    @Test
    void checksOne() {
        assertThat(lab("check", "--implementation", "conditional", "--bounds", "1,2,3")).isZero();
        assertThat(out).contains("conditional: correct").doesNotContain("original");
    }

    @Test
    void aWrongOneThatClaimsToBeCorrectFails() {
        assertThat(lab("check", "--implementation", "optimistic", "--bounds", "1,2,3", "--replay",
                folder.toString())).isEqualTo(1);
        assertThat(folder.resolve("optimistic/ReplayedViolationTest.java")).content()
                .contains("Replay.mismatches(\"optimistic\"");
        assertThat(out).contains("optimistic: MISMATCH", "call f2(d1)");
    }

    @ParameterizedTest
    @CsvSource({"--implementation, nop, nop", "--bounds, 9, R", "--bounds, '0,1,1', R", "--frontier, 0, minutes"})
    void wrongUse(String option, String value, String said) {
        assertThat(lab("check", option, value)).isEqualTo(64);
        assertThat(err).contains(option).contains(said);
    }

    @Test
    @Tag("alone") // its time is held against a limit
    @Timeout(20)
    void demoShowsTheBugInUnderTenSeconds() {
        long start = System.nanoTime();
        assertThat(lab("demo")).as(out).isZero();
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        assertThat(out).contains("original", "a mismatch in", "no mismatch").containsPattern("func[AB]\\(data[AB]\\)");
    }
}
