package org.tracepointlab.gate.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.WrongInputException;

/**
 * A table that Apache Otava reads as a test of the type {@code csv}: a column with the time, attributes, and a column a
 * metric. Otava takes a number in each cell, so that a table has only commits with all of its benchmarks: one table a
 * machine, of the benchmarks that its newest commit has.
 */
public final class OtavaCsv {

    /** Columns before the metrics. */
    private static final List<String> COLUMNS = List.of("time", "commit", "subject");

    private OtavaCsv() {
    }

    /**
     * Writes the table of one machine.
     *
     * @param series of that machine alone
     * @return how many commits are in it, and how many had to be left out
     */
    public static int[] write(Path file, List<Series> series) throws IOException {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        Map<String, Commit> commits = new LinkedHashMap<>();
        series.forEach(s -> s.points().forEach(p -> {
            commits.putIfAbsent(p.commit().id(), p.commit());
            Map<String, Double> row = rows.computeIfAbsent(p.commit().id(), none -> new LinkedHashMap<>());
            if (p.forks().length > 0) {
                row.put(column(s, ""), p.value());
            }
            p.work().forEach((metric, count) -> row.put(column(s, metric), count));
        }));
        List<Commit> ordered = commits.values().stream().sorted(Comparator.comparing(Commit::time)
                .thenComparing(Commit::id)).toList();
        if (ordered.isEmpty()) {
            throw new WrongInputException(file + ": expected a commit to write, found an empty history");
        }
        List<String> metrics = rows.get(ordered.get(ordered.size() - 1).id()).keySet().stream().sorted().toList();
        List<List<String>> cells = new ArrayList<>();
        for (Commit commit : ordered) {
            Map<String, Double> row = rows.get(commit.id());
            if (row.keySet().containsAll(metrics)) {
                List<String> line = new ArrayList<>(List.of(seconds(commit.time()), commit.id(), commit.subject()));
                metrics.forEach(metric -> line.add(Csv.number(row.get(metric))));
                cells.add(line);
            }
        }
        List<String> header = new ArrayList<>(COLUMNS);
        header.addAll(metrics);
        Csv.write(file, header, cells);
        return new int[] {cells.size(), ordered.size() - cells.size()};
    }

    private static String seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }

    /** Benchmark, mode and parameters, the settings where there are some, and the count. */
    private static String column(Series series, String metric) {
        return series.id() + (series.settings().isEmpty() ? "" : " " + series.settings())
                + (metric.isEmpty() ? "" : " " + metric);
    }
}
