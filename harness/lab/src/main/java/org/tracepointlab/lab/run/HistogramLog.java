package org.tracepointlab.lab.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.tracepointlab.gate.core.CsvRow;

/**
 * Reads HdrHistogram logs by the letter. The library's own reader passes over what it does not understand, so that a
 * log that lost half of its lines would look like a shorter one: here each line is a comment, the legend or an
 * interval, or is refused with its number.
 */
final class HistogramLog {

    /** More than any run leaves behind. */
    private static final long MOST_BYTES = 256L << 20;
    /** A thousand times what the histogram of one interval takes. */
    private static final int MOST_LINE_CHARS = 1 << 22;
    /** Memory of all histograms of a log: a few bytes of text can ask for 50 MB each. */
    private static final long MOST_MEMORY = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 2);
    private static final String LEGEND = "\"StartTimestamp\"";
    /** Lengths are negative where the wall clock stepped back; they are labels. */
    private static final String NUMBER = "-?[0-9]{1,15}(?:\\.[0-9]{1,9})?,";
    private static final Pattern INTERVAL = Pattern.compile("(?:Tag=[^, \\p{Cntrl}]+,)?" + NUMBER + NUMBER + NUMBER
            + "[A-Za-z0-9+/]+={0,2}");

    private HistogramLog() {
    }

    /**
     * All interval histograms, with their tags.
     *
     * @throws IOException if there is no such file, or it is too large, empty, or no such log; the message names the
     *     file, and the line where there is one
     */
    static List<EncodableHistogram> read(Path log) throws IOException {
        List<Integer> lines = lines(log);
        List<EncodableHistogram> all = new ArrayList<>();
        long memory = 0;
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            while (all.size() < lines.size() && reader.hasNext()) {
                EncodableHistogram histogram = reader.nextIntervalHistogram();
                if (histogram == null) {
                    throw new IOException(where(log, lines, all.size()) + "found none");
                }
                memory += memory(histogram);
                if (memory > MOST_MEMORY) {
                    throw new IOException(log + ", line " + lines.get(all.size()) + ": expected histograms of at most "
                            + MOST_MEMORY + " bytes of memory, found more");
                }
                all.add(histogram);
            }
        } catch (RuntimeException e) {
            throw new IOException(where(log, lines, all.size()) + "found "
                    + CsvRow.shortened(String.valueOf(e.getMessage())), e);
        }
        if (all.size() < lines.size()) {
            throw new IOException(where(log, lines, all.size()) + "found none");
        }
        return all;
    }

    private static String where(Path log, List<Integer> lines, int index) {
        return log + ", line " + lines.get(Math.min(index, lines.size() - 1))
                + ", column Interval_Compressed_Histogram: expected an HdrHistogram, ";
    }

    private static long memory(EncodableHistogram histogram) {
        if (histogram instanceof DoubleHistogram doubles) {
            return doubles.getEstimatedFootprintInBytes();
        }
        return ((AbstractHistogram) histogram).getEstimatedFootprintInBytes();
    }

    /** Numbers of the lines that are intervals. */
    private static List<Integer> lines(Path log) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            if (Files.size(log) > MOST_BYTES) {
                throw new IOException(log + ": expected at most " + MOST_BYTES + " bytes, found " + Files.size(log));
            }
            List<Integer> intervals = new ArrayList<>();
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.length() > MOST_LINE_CHARS) {
                    throw new IOException(log + ", line " + number + ", column " + MOST_LINE_CHARS
                            + ": expected the end of the"
                            + " line, found " + line.length() + " characters");
                }
                if (INTERVAL.matcher(line).matches()) {
                    intervals.add(number);
                } else if (!line.startsWith("#") && !line.startsWith(LEGEND)) {
                    throw new IOException(log + ", line " + number
                            + ": expected start, length, maximum and histogram of an"
                            + " interval, found '" + CsvRow.shortened(line) + "'");
                }
            }
            if (number == 0) {
                throw new IOException(log + ": expected an HdrHistogram log, found an empty file");
            }
            return intervals;
        } catch (NoSuchFileException e) {
            throw new IOException(log + ": expected an HdrHistogram log, found no such file", e);
        } catch (CharacterCodingException e) {
            throw new IOException(log + ": expected text in UTF-8, found bytes that are none", e);
        }
    }
}
