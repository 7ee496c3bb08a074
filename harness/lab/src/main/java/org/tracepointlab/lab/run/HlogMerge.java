package org.tracepointlab.lab.run;

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
import org.HdrHistogram.HistogramLogWriter;
import org.tracepointlab.gate.core.AtomicFiles;

/** Merges the HdrHistogram logs that forks left behind into one, which HdrHistogram's own tools can read. */
public final class HlogMerge {

    private HlogMerge() {
    }

    /**
     * What one fork left behind.
     *
     * @param folder in which its logs are
     * @param warmups iterations before the first that counts: as many histograms at the head of each log are left out
     * @param suffix put behind each tag, to tell apart what the benchmark gave one tag
     */
    public record Source(Path folder, int warmups, String suffix) {
    }

    /**
     * Writes the interval histograms of every log, with their tags and absolute times, ordered by start. Empty ones are
     * left out.
     *
     * @return the number of histograms; with 0, no file is written
     */
    public static int merge(List<Source> sources, Path target) throws IOException {
        List<EncodableHistogram> all = new ArrayList<>();
        for (Source source : sources) {
            for (Path log : find(source.folder())) {
                List<EncodableHistogram> intervals = read(log);
                for (EncodableHistogram h : intervals.subList(Math.min(source.warmups(), intervals.size()),
                        intervals.size())) {
                    if (h.getMaxValueAsDouble() > 0) {
                        h.setTag((h.getTag() == null ? "untagged" : h.getTag()) + source.suffix());
                        all.add(h);
                    }
                }
            }
        }
        all.sort(Comparator.comparingLong(EncodableHistogram::getStartTimeStamp));
        if (!all.isEmpty()) {
            AtomicFiles.fill(target, beside -> write(all, beside));
        }
        return all.size();
    }

    private static List<Path> find(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".hlog")).sorted().toList();
        }
    }

    /**
     * All interval histograms of one log, with their tags.
     *
     * @throws IOException if there is no such file, or a line of it is none of such a log; the message names file and
     *     line
     */
    public static List<EncodableHistogram> read(Path log) throws IOException {
        return HistogramLog.read(log);
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
