package org.tracepointlab.gate.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Cost;
import org.tracepointlab.gate.rule.JmhFile;

/**
 * Forks of unchanged code that did run: many benchmarks, several forks of each. Immutable but for the arrays.
 *
 * @param benchmarks by name: by fork and iteration, logarithms of costs
 */
public record ForkTable(Map<String, double[][]> benchmarks) {

    private static final String ENDING = ".json";

    /**
     * Which iterations of a JMH result make one score.
     *
     * @param skip iterations at the start that are left out, as warm-up
     * @param group how many of those that follow each other are averaged into one, 1 or more
     * @param most scores of a fork at most
     */
    public record Cut(int skip, int group, int most) {

        /** All iterations as they stand. */
        public static final Cut NONE = new Cut(0, 1, Integer.MAX_VALUE);

        double[] of(double[] iterations) {
            int scores = Math.min(most, Math.max(0, iterations.length - skip) / group);
            double[] cut = new double[scores];
            for (int i = 0; i < scores; i++) {
                cut[i] = Stats.mean(Arrays.copyOfRange(iterations, skip + i * group, skip + (i + 1) * group));
            }
            return cut;
        }
    }

    /**
     * Reads forks from a table, from a JMH result, or from all JMH results in a folder. A table has one row a fork,
     * with the columns benchmark and fork and further ones for its iterations, or the rows of
     * {@link RecordedForks#COLUMNS}, one an iteration.
     *
     * @param cut of JMH results; tables are taken as they are
     * @throws IOException if there is nothing of the kind, or a score that is none; the message names the file
     */
    public static ForkTable read(Path path, Cut cut) throws IOException {
        Map<String, List<double[]>> all = new LinkedHashMap<>();
        if (Files.isDirectory(path)) {
            for (Path file : results(path)) {
                jmh(file, cut, all);
            }
        } else if (path.toString().endsWith(ENDING)) {
            jmh(path, cut, all);
        } else {
            table(path, all);
        }
        Map<String, double[][]> benchmarks = new LinkedHashMap<>();
        all.forEach((name, forks) -> benchmarks.put(name, forks.toArray(double[][]::new)));
        if (benchmarks.isEmpty()) {
            throw new WrongInputException(path + ": expected forks of benchmarks, found none");
        }
        return new ForkTable(benchmarks);
    }

    private static List<Path> results(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void table(Path file, Map<String, List<double[]>> all) throws IOException {
        List<CsvRow> rows = Csv.read(file, List.of("benchmark", "fork"));
        if (rows.isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>(rows.get(0).columns());
        if (columns.containsAll(RecordedForks.COLUMNS)) {
            Map<String, Map<String, List<Double>>> forks = new LinkedHashMap<>();
            for (CsvRow row : rows) {
                forks.computeIfAbsent(row.get("benchmark"), name -> new LinkedHashMap<>())
                        .computeIfAbsent(row.get("block") + " " + row.get("fork"), fork -> new ArrayList<>())
                        .add(log(row, "score"));
            }
            forks.forEach((name, of) -> all.put(name, of.values().stream().map(Stats::array).toList()));
            return;
        }
        columns.removeAll(List.of("benchmark", "fork"));
        for (CsvRow row : rows) {
            double[] iterations = new double[columns.size()];
            for (int i = 0; i < iterations.length; i++) {
                iterations[i] = log(row, columns.get(i));
            }
            add(all, file, row.get("benchmark"), iterations);
        }
    }

    private static double log(CsvRow row, String column) throws IOException {
        double score = row.measured(column);
        if (score == 0) {
            throw new WrongInputException(row.file() + ": expected scores above 0, found '" + row.get(column) + "'");
        }
        return Math.log(score);
    }

    private static void jmh(Path file, Cut cut, Map<String, List<double[]>> all) throws IOException {
        for (JsonNode result : Json.read(file)) {
            BenchmarkId id;
            try {
                id = JmhFile.of(result).id();
            } catch (IllegalArgumentException e) {
                throw new WrongInputException(file + ": expected a JMH result, found none", e);
            }
            for (JsonNode fork : result.path("primaryMetric").path("rawData")) {
                double[] scores = new double[fork.size()];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = Math.exp(Cost.log(id, Json.number(fork.get(i))));
                }
                add(all, file, file.getFileName() + " " + id, Arrays.stream(cut.of(scores)).map(Math::log).toArray());
            }
        }
    }

    private static void add(Map<String, List<double[]>> all, Path file, String name, double[] iterations)
            throws IOException {
        if (iterations.length == 0 || !Arrays.stream(iterations).allMatch(Double::isFinite)) {
            throw new WrongInputException(file + ": expected scores above 0 in each fork, found other ones or none");
        }
        all.computeIfAbsent(name, key -> new ArrayList<>()).add(iterations);
    }

    /** Fewest forks that a benchmark has. */
    public int fewestForks() {
        return benchmarks.values().stream().mapToInt(forks -> forks.length).min().orElse(0);
    }

    /** All forks. */
    public int forks() {
        return benchmarks.values().stream().mapToInt(forks -> forks.length).sum();
    }
}
