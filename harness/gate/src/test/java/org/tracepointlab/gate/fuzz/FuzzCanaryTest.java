package org.tracepointlab.gate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.Jazzer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The canary: Jazzer, as it is used here and on this JDK, finds what breaks a reader, from a valid file onwards. */
class FuzzCanaryTest {

    /** How Jazzer ends when it has found something. */
    private static final int FOUND = 77;

    @TempDir
    Path folder;

    private String fuzz(boolean broken, int executions, int expected) throws Exception {
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        Files.writeString(seeds.resolve("valid"),
                "{\"timed\":[{\"benchmark\":\"a\"}],\"counted\":[{\"benchmark\":\"a\"}]}");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dbroken=" + broken, "-Dcanary.folder=" + folder, "-XX:TieredStopAtLevel=1",
                "-XX:+EnableDynamicAgentLoading"));
        if (Runtime.version().feature() >= 24) {
            command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Jazzer.class.getName(),
                "--target_class=" + BrokenReader.class.getName(), "--instrumentation_includes=org.tracepointlab.**",
                "--reproducer_path=" + folder, "-artifact_prefix=" + folder + "/", "-seed=1", "-runs=" + executions,
                seeds.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(expected);
        return said;
    }

    @Test
    void aBrokenReaderIsFound() throws Exception {
        assertThat(fuzz(true, 500_000, FOUND)).contains("IndexOutOfBoundsException", "BrokenReader");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).as("the input is kept")
                    .anyMatch(f -> f.startsWith("crash-"));
        }
    }

    @Test
    void nothingIsFoundInOneThatIsNot() throws Exception {
        assertThat(fuzz(false, 500, 0)).contains("Done 500 runs");
    }
}
