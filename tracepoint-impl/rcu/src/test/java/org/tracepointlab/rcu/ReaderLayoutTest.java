package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No reader writes, or reads as it leaves, into a pair of cache lines in which another reader's fields are. */
@Timeout(60)
class ReaderLayoutTest {

    @BeforeAll
    static void letJolSayLess() {
        System.setProperty("jol.skipDynamicAttach", "true");
    }

    @Test
    void inThisJvm() {
        assertThat(ReaderLayout.tooNear()).isEmpty();
    }

    /** Padding alone does not do: with a header of 12 bytes there is a gap before it. */
    @Test
    void aFieldInAGapOfThePaddingIsFound() {
        assertThat(ReaderLayout.tooNear(ReaderLayout.Filled.class)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:-UseCompressedOops", "-XX:ObjectAlignmentInBytes=16",
            "-XX:-UseCompressedClassPointers"})
    void withOtherHeadersAndReferences(String option) throws Exception {
        assertThat(layout(option)).contains("state at ").doesNotContain("too near");
    }

    @Test
    void withCompactObjectHeaders() throws Exception {
        assumeTrue(Runtime.version().feature() >= 25, "they are experimental before JDK 25");
        assertThat(layout("-XX:+UseCompactObjectHeaders")).contains("state at ").doesNotContain("too near");
    }

    @Test
    void stripesAreApart() {
        long countsEnd = 4 * Long.BYTES;
        assertThat(SrcuStripes.LONGS * Long.BYTES - countsEnd).isGreaterThanOrEqualTo(ReaderLayout.APART);
    }

    private static String layout(String option) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option, "-Djol.skipDynamicAttach=true", "-cp", System.getProperty("java.class.path"),
                ReaderLayout.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
