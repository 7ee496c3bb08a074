package org.tracepointlab.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * What a fork leaves behind beside JMH's own results, in the folder named by the system property {@code lab.artifacts},
 * or {@code jmhgate.artifacts} in a gate, and nothing where neither is set: a histogram log, and the same latencies in
 * their order, one line an iteration.
 */
final class Artifacts implements AutoCloseable {

    private final HistogramLogWriter writer;
    private final PrintStream out;
    private final PrintStream inOrder;

    /** @param name the files' name, without its ending */
    Artifacts(String name) {
        String folder = System.getProperty("lab.artifacts", System.getProperty("jmhgate.artifacts"));
        if (folder == null) {
            writer = null;
            out = null;
            inOrder = null;
            return;
        }
        out = open(folder, name + ".hlog");
        inOrder = open(folder, name + ".removals");
        writer = new HistogramLogWriter(out);
        writer.outputLogFormatVersion();
        writer.outputStartTime(System.currentTimeMillis());
        writer.outputLegend();
    }

    private static PrintStream open(String folder, String name) {
        try {
            Path file = Files.createDirectories(Path.of(folder)).resolve(name);
            return new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + name + " below " + folder, e);
        }
    }

    /** Appends a histogram of nanoseconds. */
    void append(Histogram histogram) {
        if (writer != null) {
            writer.outputIntervalHistogram(histogram);
        }
    }

    /** Appends a line: the tag, and nanoseconds in the order in which they were taken. */
    void append(String tag, long[] nanos) {
        if (inOrder != null) {
            inOrder.println(tag + LongStream.of(nanos).mapToObj(n -> " " + n).collect(Collectors.joining()));
        }
    }

    @Override
    public void close() {
        if (out != null) {
            out.close();
            inOrder.close();
        }
    }
}
