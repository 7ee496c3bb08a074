package org.tracepointlab.harness.core;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** Merges the HdrHistogram logs that forks left behind into one, which HdrHistogram's own tools can read. */
public final class HlogMerge {

    private HlogMerge() {
    }

    /** All {@code *.hlog} under this folder, in the order of their paths. */
    public static List<Path> find(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".hlog")).sorted().toList();
        }
    }

    /**
     * Writes every interval histogram of every log, with its tag and its absolute times, ordered by start.
     *
     * @return the number of histograms; with 0, no file is written
     */
    public static int merge(List<Path> logs, Path target) throws IOException {
        List<EncodableHistogram> all = new ArrayList<>();
        for (Path log : logs) {
            all.addAll(read(log));
        }
        all.sort(Comparator.comparingLong(EncodableHistogram::getStartTimeStamp));
        if (!all.isEmpty()) {
            AtomicFiles.fill(target, beside -> write(all, beside));
        }
        return all.size();
    }

    /** All interval histograms of one log, with their tags. */
    public static List<EncodableHistogram> read(Path log) throws IOException {
        List<EncodableHistogram> all = new ArrayList<>();
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            while (reader.hasNext()) {
                EncodableHistogram histogram = reader.nextIntervalHistogram();
                if (histogram != null) {
                    all.add(histogram);
                }
            }
        } catch (FileNotFoundException e) {
            throw new IOException(log + ": no such file", e);
        } catch (RuntimeException e) {
            throw new IOException(log + ": expected an HdrHistogram log, found " + e.getMessage(), e);
        }
        return all;
    }

    private static void write(List<EncodableHistogram> all, Path file) throws IOException {
        long base = all.get(0).getStartTimeStamp();
        try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
            HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputLogFormatVersion();
            writer.outputBaseTime(base);
            writer.setBaseTime(base);
            writer.outputStartTime(base);
            writer.outputLegend();
            for (EncodableHistogram histogram : all) {
                writer.outputIntervalHistogram(histogram);
            }
            // A PrintStream keeps its errors to itself until asked.
            if (out.checkError()) {
                throw new IOException(file + ": could not be written");
            }
        }
    }
}
