package org.tracepointlab.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.lab.run.HlogMerge;

/** What readers refuse, and how they say it; {@code org.tracepointlab.lab.fuzz} looks for more. */
class ReadersTest {

    @Test
    void aCellIsNoFormulaAndANumberStaysOne() throws IOException {
        Path folder = Files.createTempDirectory("formula");
        Path file = folder.resolve("cells.csv");
        List<String> cells = List.of("=1+1", "+A1", "-cmd", "@x", "\tx", "\rx", "-1.5", "+2", "-1e-7", "plain", "");
        Csv.write(file, List.of("cell"), cells.stream().map(List::of).toList());
        assertThat(Csv.read(file, List.of("cell"))).extracting(r -> r.get("cell"))
                .containsExactly("'=1+1", "'+A1", "'-cmd",
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
                List.of("original,NaN,1,1,,\r\n",
                "line 2, column seconds: expected a number of 0 or more, found 'NaN'"),
                List.of("original,-1,1,1,,\r\n", "column seconds"),
                List.of("original,1e999,1,1,,\r\n", "column seconds"),
                List.of("a,1,1,1,,\r\nb,1,99999999999,1,,\r\n", "line 3, column tracepoints"),
                List.of("original,1,x\u001b[31m,1,,\r\n", "found 'x?[31m'"),
                List.of("original,1\r\n", "line 2: expected 6 fields, found 2"))) {
            Files.writeString(file, header + wrong.get(0), StandardCharsets.UTF_8);
            assertThat(catchThrowable(() -> SeedPoints.read(file)))
                    .isInstanceOf(IOException.class).hasMessageContaining("seed.csv")
                    .hasMessageContaining(wrong.get(1));
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

    /** HdrHistogram's own reader passes over each of these. */
    @Test
    void aHistogramLogIsReadByTheLetter() throws IOException {
        Path folder = Files.createTempDirectory("hlog");
        Path file = folder.resolve("teardown.hlog");
        String legend = "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(bytes);
        Histogram histogram = new Histogram(3);
        histogram.recordValue(1000);
        histogram.setStartTimeStamp(1000);
        histogram.setEndTimeStamp(2000);
        writer.outputIntervalHistogram(histogram);
        writer.close();
        String interval = bytes.toString(StandardCharsets.UTF_8);
        Files.writeString(file, "# a comment\n" + legend + interval + "Tag=x," + interval);
        assertThat(HlogMerge.read(file)).hasSize(2);
        String torn = interval.strip().substring(0, interval.length() / 2) + "\n";
        for (List<String> wrong : List.of(
                List.of(interval + "hello\n",
                "line 2: expected start, length, maximum and histogram of an interval, found 'hello'"),
                List.of(interval + torn, "line 2, column Interval_Compressed_Histogram: expected an HdrHistogram"),
                List.of(interval.replace(",", ";"), "line 1"), List.of("x=y," + interval, "line 1"),
                List.of("", "an empty file"))) {
            Files.writeString(file, wrong.get(0));
            assertThat(catchThrowable(() -> HlogMerge.read(file))).isInstanceOf(IOException.class)
                    .hasMessageContaining("teardown.hlog").hasMessageContaining(wrong.get(1));
        }
        Files.delete(file);
        assertThat(catchThrowable(() -> HlogMerge.read(file))).isInstanceOf(IOException.class)
                .hasMessageContaining("no such file");
        Files.delete(folder);
    }

    @Test
    void aRunsResultThatIsNoneIsSaidWithItsFile() throws IOException {
        Path folder = Files.createTempDirectory("run");
        Path file = Files.writeString(folder.resolve("jmh.json"), "{}");
        assertThat(catchThrowable(() -> RunData.read(folder, folder))).isInstanceOf(IOException.class)
                .hasMessageContaining("jmh.json: expected a JMH result (an array), found OBJECT");
        Files.delete(file);
        Files.delete(folder);
    }

    @Test
    void whatAForkLeftOfItsRemovalsIsNumbersOrRefused() throws IOException {
        Path folder = Files.createTempDirectory("fork");
        Path file = folder.resolve("fork.removals");
        Cell cell = new Cell(Names.DISABLE_ALL, Map.of("implementation", "conditional", "rcu", "kernel", "hz", "1000",
                "cpus", "1",
                "patching", "callsite", "readers", "0", "furtherRemovals", "0", "tracepoints", "2"),
                Iterations.singleShot(0, 1), 1,
                1, Duration.ofMinutes(1));
        Files.writeString(file, "tag 5 5\ntag 1000 2000\n");
        assertThat(Timeline.of(Map.of(cell, folder)).removals()).extracting(r -> Math.round(r.seconds() * 1e9))
                .containsExactly(1000L, 2000L);
        for (String wrong : List.of("x", "-1", "1e3", "99999999999999999999")) {
            Files.writeString(file, "tag 5 5\ntag 1000 " + wrong + "\n");
            assertThat(catchThrowable(() -> Timeline.of(Map.of(cell, folder)))).isInstanceOf(IOException.class)
                    .hasMessage(file + ", line 2, field 3: expected nanoseconds, found '" + wrong + "'");
        }
        Files.delete(file);
        Files.delete(folder);
    }
}
