package org.tracepointlab.harness.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.tracepointlab.harness.core.Csv;

/**
 * How each implementation of a run is marked wherever it is named: {@code correct}, {@code MISMATCH} or {@code not checked}.
 * Taken from the run's {@code correctness.csv}, the table of the exhaustive check that came before it.
 *
 * @param byImplementation the marks of those that were checked
 */
public record Marks(Map<String, String> byImplementation) {

    /** Name of the table in a run's folder. */
    public static final String FILE = "correctness.csv";
    /** It was checked and violates nothing. */
    public static final String CORRECT = "correct";
    /** It violates something. */
    public static final String MISMATCH = "MISMATCH";
    /** Nothing is known of it. */
    public static final String NOT_CHECKED = "not checked";

    /** Copies the map. */
    public Marks {
        byImplementation = Map.copyOf(byImplementation);
    }

    /** Reads the table; without one nothing is marked. */
    static Marks read(Path file) throws IOException {
        Map<String, String> marks = new TreeMap<>();
        if (Files.exists(file)) {
            for (CSVRecord row : Csv.read(file, List.of("implementation", "states", "violations"))) {
                marks.merge(row.get("implementation"), mark(file, row), Marks::worse);
            }
        }
        return new Marks(marks);
    }

    private static String mark(Path file, CSVRecord row) throws IOException {
        try {
            if (Long.parseLong(row.get("violations")) > 0) {
                return MISMATCH;
            }
            return Long.parseLong(row.get("states")) > 0 ? CORRECT : NOT_CHECKED;
        } catch (NumberFormatException e) {
            throw new IOException(file + ", record " + row.getRecordNumber() + ": expected whole numbers of states and"
                    + " violations; " + e.getMessage(), e);
        }
    }

    private static String worse(String one, String other) {
        if (one.equals(MISMATCH) || other.equals(MISMATCH)) {
            return MISMATCH;
        }
        return one.equals(NOT_CHECKED) ? one : other;
    }

    /** The mark of this implementation. */
    public String of(String implementation) {
        return byImplementation.getOrDefault(implementation, NOT_CHECKED);
    }
}
