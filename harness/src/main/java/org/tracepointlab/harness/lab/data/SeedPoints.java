package org.tracepointlab.harness.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.tracepointlab.harness.core.Csv;

/**
 * The figures that the kernel commit's message gives ({@code results/reference/seed.csv}).
 *
 * @param points original and unconditional
 */
public record SeedPoints(List<Point> points) {

    private static final List<String> COLUMNS = List.of("implementation", "seconds", "tracepoints", "hz");

    /**
     * One figure.
     *
     * @param implementation in the lab's names
     * @param seconds of disabling all events, as stated
     * @param tracepoints inferred
     * @param hz inferred
     */
    public record Point(String implementation, double seconds, int tracepoints, int hz) {
    }

    /** Reads the file; without one there are no points. */
    public static SeedPoints read(Path file) throws IOException {
        List<Point> points = new ArrayList<>();
        if (Files.exists(file)) {
            for (CSVRecord r : Csv.read(file, COLUMNS)) {
                try {
                    points.add(new Point(r.get("implementation"), Double.parseDouble(r.get("seconds")),
                            Integer.parseInt(r.get("tracepoints")), Integer.parseInt(r.get("hz"))));
                } catch (NumberFormatException e) {
                    throw new IOException(file + ", record " + r.getRecordNumber() + ": " + e.getMessage(), e);
                }
            }
        }
        return new SeedPoints(List.copyOf(points));
    }

    /** Seconds of this implementation, if the seed has it. */
    public Optional<Double> seconds(String implementation) {
        return points.stream().filter(p -> p.implementation().equals(implementation)).map(Point::seconds).findFirst();
    }
}
