package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;

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
            for (CsvRow r : Csv.read(file, COLUMNS)) {
                points.add(new Point(r.get("implementation"), r.measured("seconds"), r.count("tracepoints"),
                        r.count("hz")));
            }
        }
        return new SeedPoints(List.copyOf(points));
    }

    /** Seconds of this implementation, if the seed has it. */
    public Optional<Double> seconds(String implementation) {
        return points.stream().filter(p -> p.implementation().equals(implementation)).map(Point::seconds).findFirst();
    }
}
