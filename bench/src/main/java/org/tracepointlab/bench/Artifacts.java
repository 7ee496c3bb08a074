package org.tracepointlab.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * What a fork leaves behind beside JMH's own results: a histogram log in the folder named by the system property
 * {@code lab.artifacts}, and nothing where that is not set.
 */
final class Artifacts implements AutoCloseable {

    private final HistogramLogWriter writer;
    private final PrintStream out;

    /** @param name the file's name, without its ending */
    Artifacts(String name) {
        String folder = System.getProperty("lab.artifacts");
        if (folder == null) {
            writer = null;
            out = null;
            return;
        }
        try {
            Path file = Files.createDirectories(Path.of(folder)).resolve(name + ".hlog");
            out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a histogram log below " + folder, e);
        }
        writer = new HistogramLogWriter(out);
        writer.outputLogFormatVersion();
        writer.outputStartTime(System.currentTimeMillis());
        writer.outputLegend();
    }

    /** Appends a histogram of nanoseconds. */
    void append(Histogram histogram) {
        if (writer != null) {
            writer.outputIntervalHistogram(histogram);
        }
    }

    @Override
    public void close() {
        if (out != null) {
            out.close();
        }
    }
}
