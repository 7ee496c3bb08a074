package org.tracepointlab.gate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/**
 * Any bytes in the place of a file: they are read, or refused with one line that names the file. A build replays the
 * inputs that are kept in the resources; with {@code -Dfuzz=1}, which {@code -Pstress} sets, Jazzer makes inputs up for
 * two minutes a reader, each in a JVM of its own, which is why each reader has a class of its own.
 */
public abstract class FuzzedReader {

    /** One of the readers. */
    public interface Reads {
        /** Reads the file. */
        Object read(Path file) throws IOException;
    }

    /** How long each reader is fuzzed. */
    protected static final String LONG_ENOUGH = "2m";

    private static Path folder;
    private static long began;
    private static long read;
    private static long refused;

    @BeforeAll
    protected static void begin() throws IOException {
        folder = Files.createTempDirectory("fuzz");
        began = System.nanoTime();
        read = 0;
        refused = 0;
    }

    @AfterAll
    protected static void tell(TestInfo test) throws IOException {
        System.out.println(String.format(Locale.ROOT, "fuzz: %s: %,d executions in %.0f s, %,d read, %,d refused",
                test.getDisplayName(), read + refused, (System.nanoTime() - began) / 1e9, read, refused));
        Files.deleteIfExists(folder);
    }

    /** Puts the bytes into a file of this name and has it read. */
    protected static void check(byte[] bytes, String name, Reads reader) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        try {
            assertThat(reader.read(file)).isNotNull();
            read++;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(name);
            assertThat(e.getMessage().lines()).as("one line").hasSize(1);
            refused++;
        } finally {
            Files.delete(file);
        }
    }
}
