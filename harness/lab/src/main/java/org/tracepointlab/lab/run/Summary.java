package org.tracepointlab.lab.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.openjdk.jmh.util.ListStatistics;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.Stats;

/**
 * One cell in numbers, all in the unit of its score.
 *
 * <p>The interval is Student's t at 99% for the mean. With three forks or more it is taken over the forks' medians,
 * since iterations inside one JVM are not independent; with fewer there is no way to see what differs between JVMs, and
 * it is taken over the iterations, which says less ({@code over} tells which). With fewer than three values there is
 * none.
 *
 * @param first any measurement of the cell, for its name and parameters
 * @param forks JVMs
 * @param n iterations
 * @param median over all iterations, as are min, max and mean
 * @param min smallest
 * @param max greatest
 * @param mean arithmetic
 * @param low lower end of the interval, or NaN
 * @param high upper end of the interval, or NaN
 * @param over {@code forks} or {@code iterations}
 */
public record Summary(Measurement first, int forks, int n, double median, double min, double max, double mean,
        double low, double high, String over) {

    private static final double LEVEL = 0.99;
    private static final int ENOUGH_FORKS = 3;

    /** One summary for each pair of benchmark and parameters, in the order of their first measurement. */
    public static List<Summary> of(List<Measurement> measurements) {
        Map<List<Object>, List<Measurement>> cells = new LinkedHashMap<>();
        for (Measurement m : measurements) {
            cells.computeIfAbsent(List.of(m.benchmark(), m.mode(), m.params()), k -> new ArrayList<>()).add(m);
        }
        return cells.values().stream().map(Summary::ofCell).toList();
    }

    private static Summary ofCell(List<Measurement> cell) {
        double[] scores = cell.stream().mapToDouble(Measurement::score).toArray();
        Map<Integer, List<Double>> byFork = new TreeMap<>();
        cell.forEach(m -> byFork.computeIfAbsent(m.fork(), k -> new ArrayList<>()).add(m.score()));
        boolean overForks = byFork.size() >= ENOUGH_FORKS;
        double[] units = overForks
                ? byFork.values().stream().mapToDouble(v -> Stats.median(Stats.array(v))).toArray()
                : scores;
        double[] interval = new ListStatistics(units).getConfidenceIntervalAt(LEVEL);
        ListStatistics all = new ListStatistics(scores);
        return new Summary(cell.get(0), byFork.size(), scores.length, Stats.median(scores), all.getMin(), all.getMax(),
                all.getMean(), interval[0], interval[1], overForks ? "forks" : "iterations");
    }

    /** Writes {@code summary.csv}: one row a cell. */
    public static void write(Path file, List<Summary> summaries) throws IOException {
        Set<String> params = new LinkedHashSet<>();
        summaries.forEach(s -> params.addAll(s.first().params().keySet()));
        List<String> header = new ArrayList<>(List.of("benchmark", Measurement.MODE));
        header.addAll(params);
        header.addAll(List.of("unit", "forks", "n", "median", "min", "max", "mean", "interval99_low", "interval99_high",
                "interval_over"));
        Csv.write(file, header, summaries.stream().map(s -> s.row(params)).toList());
    }

    private List<String> row(Set<String> params) {
        List<String> row = new ArrayList<>(List.of(first.benchmark(), first.mode()));
        params.forEach(p -> row.add(first.param(p)));
        row.addAll(List.of(first.unit(), "" + forks, "" + n, Csv.number(median), Csv.number(min), Csv.number(max),
                Csv.number(mean), Csv.number(low), Csv.number(high), over));
        return row;
    }
}
