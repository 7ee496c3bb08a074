package org.tracepointlab.harness.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tracepointlab.harness.core.Csv;
import org.tracepointlab.harness.core.HlogMerge;
import org.tracepointlab.harness.core.Json;

/**
 * Any bytes in the place of a file: they are read, or refused with one line that names the file. Run with
 * {@code JAZZER_FUZZ=1} it makes the bytes up; else it replays those that are kept beside it.
 */
class ReadersFuzzTest {

    /** One of the readers. */
    private interface Reads {
        Object read(Path file) throws IOException;
    }

    private static void check(byte[] bytes, Reads reader) throws IOException {
        Path folder = Files.createTempDirectory("fuzz");
        Path file = Files.write(folder.resolve("input.file"), bytes);
        try {
            assertThat(reader.read(file)).isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("input.file");
            assertThat(e.getMessage().lines()).as("one line").hasSize(1);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void kernelReference(byte[] bytes) throws IOException {
        check(bytes, KernelReference::read);
    }

    @FuzzTest(maxDuration = "1m")
    void seedPoints(byte[] bytes) throws IOException {
        check(bytes, SeedPoints::read);
    }

    @FuzzTest(maxDuration = "1m")
    void timeline(byte[] bytes) throws IOException {
        check(bytes, Timeline::read);
    }

    @FuzzTest(maxDuration = "1m")
    void marks(byte[] bytes) throws IOException {
        check(bytes, file -> {
            Path renamed = Files.copy(file, file.resolveSibling(Marks.FILE));
            try {
                return Marks.read(renamed.getParent(), Map.of());
            } catch (IOException e) {
                throw new IOException(e.getMessage().replace(Marks.FILE, "input.file"), e);
            } finally {
                Files.delete(renamed);
            }
        });
    }

    @FuzzTest(maxDuration = "1m")
    void environment(byte[] bytes) throws IOException {
        check(bytes, Json::read);
    }

    @FuzzTest(maxDuration = "1m")
    void histogramLog(byte[] bytes) throws IOException {
        check(bytes, HlogMerge::read);
    }

    @Test
    void aCellIsNoFormulaAndANumberStaysOne() throws IOException {
        Path folder = Files.createTempDirectory("formula");
        Path file = folder.resolve("cells.csv");
        List<String> cells = List.of("=1+1", "+A1", "-cmd", "@x", "\tx", "\rx", "-1.5", "+2", "-1e-7", "plain", "");
        Csv.write(file, List.of("cell"), cells.stream().map(List::of).toList());
        assertThat(Csv.read(file, List.of("cell"))).extracting(r -> r.get("cell")).containsExactly("'=1+1", "'+A1", "'-cmd",
                "'@x", "'\tx", "'\rx", "-1.5", "+2", "-1e-7", "plain", "");
        Files.delete(file);
        Files.delete(folder);
    }

    /** Each of these was accepted, or refused without saying where, before. */
    @Test
    void whatIsWrongIsSaidWithFileLineAndColumn() throws IOException {
        Path folder = Files.createTempDirectory("wrong");
        Path file = folder.resolve("seed.csv");
        String header = "implementation,seconds,tracepoints,hz,source,note\r\n";
        for (List<String> wrong : List.of(
                List.of("original,NaN,1,1,,\r\n", "line 2, column seconds: expected a number of 0 or more, found 'NaN'"),
                List.of("original,-1,1,1,,\r\n", "column seconds"), List.of("original,1e999,1,1,,\r\n", "column seconds"),
                List.of("a,1,1,1,,\r\nb,1,99999999999,1,,\r\n", "line 3, column tracepoints"),
                List.of("original,1,x\u001b[31m,1,,\r\n", "found 'x?[31m'"),
                List.of("original,1\r\n", "line 2: expected 6 fields, found 2"))) {
            Files.writeString(file, header + wrong.get(0), StandardCharsets.UTF_8);
            assertThat(catchThrowable(() -> SeedPoints.read(file)))
                    .isInstanceOf(IOException.class).hasMessageContaining("seed.csv").hasMessageContaining(wrong.get(1));
        }
        Files.writeString(file, "implementation,implementation,seconds,tracepoints,hz\r\n", StandardCharsets.UTF_8);
        assertThat(catchThrowable(() -> SeedPoints.read(file)))
                .isInstanceOf(IOException.class).hasMessageContaining("seed.csv");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
        assertThat(catchThrowable(() -> SeedPoints.read(file)))
                .isInstanceOf(IOException.class).hasMessageContaining("UTF-8");
        Files.delete(file);
        Files.delete(folder);
    }
}
