package org.tracepointlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.tracepointlab.gate.core.StubJmh;

/** Stands in for the lab's benchmarks: their parameter, and the histogram log that a teardown leaves. */
public final class LabStub {

    private LabStub() {
    }

    /** Entry point of the stub jar. */
    public static void main(String[] args) throws Exception {
        new StubJmh("tracepoints", LabStub::histogram).run(args);
    }

    private static void histogram(Path artifacts, Map<String, String> params, int iterations) throws IOException {
        HistogramLogWriter writer = new HistogramLogWriter(artifacts.resolve("stub.hlog").toFile());
        writer.outputLogFormatVersion();
        Histogram histogram = new Histogram(3);
        histogram.setTag(params.get("implementation") + "-" + params.get("rcu") + "-hz" + params.get("hz") + "-n"
                + params.get("tracepoints"));
        long now = System.currentTimeMillis();
        histogram.setStartTimeStamp(now);
        histogram.setEndTimeStamp(now + 1);
        for (int i = 1; i <= 100; i++) {
            histogram.recordValue(i * 1000L);
        }
        for (int i = 0; i < iterations; i++) {
            writer.outputIntervalHistogram(histogram);
        }
        writer.close();
        String line = histogram.getTag() + " 1000".repeat(Integer.parseInt(params.get("tracepoints"))) + "\n";
        Files.writeString(artifacts.resolve("stub.removals"), line.repeat(iterations));
    }

    /** Makes a jar whose main class this is; it finds HdrHistogram through its manifest. */
    public static Path jar(Path folder) throws IOException {
        return StubJmh.jar(folder, List.of(LabStub.class, StubJmh.class, StubJmh.Extras.class),
                List.of(Histogram.class.getProtectionDomain().getCodeSource().getLocation()));
    }
}
