package org.tracepointlab.gate.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Cost;
import org.tracepointlab.gate.rule.JmhFile;

/**
 * Noise resampled from forks of unchanged code that did run: a block of three forks is drawn, with its three in random
 * roles. What a block's forks have in common, such as the machine's state of that minute, stays together.
 */
public final class RecordedForks implements Noise {

    /** Columns of the file. */
    public static final List<String> COLUMNS = List.of("benchmark", "block", "fork", "iteration", "score");

    private final String name;
    /** By benchmark, block, fork, iteration: logarithms of scores. */
    private final List<double[][][]> benchmarks;
    private final List<String> names;

    /**
     * @param from where they are from, for the message
     * @param benchmarks by name: by block, role and iteration, logarithms of costs
     */
    private RecordedForks(Path from, Map<String, double[][][]> benchmarks) throws IOException {
        int forks = 0;
        for (Map.Entry<String, double[][][]> benchmark : benchmarks.entrySet()) {
            forks += ROLES * benchmark.getValue().length;
        }
        if (forks == 0) {
            throw new WrongInputException(from + ": expected blocks of forks, found none");
        }
        this.name = "resampled: " + forks + " forks of " + benchmarks.size() + " benchmarks";
        this.names = List.copyOf(benchmarks.keySet());
        this.benchmarks = List.copyOf(benchmarks.values());
    }

    /**
     * The forks of a gate, from its three merged results.
     *
     * @param roles files with the same benchmarks and as many forks each
     */
    public static RecordedForks ofRoles(List<Path> roles) throws IOException {
        Map<String, double[][][]> all = new LinkedHashMap<>();
        for (int role = 0; role < ROLES; role++) {
            for (JsonNode result : Json.read(roles.get(role))) {
                BenchmarkId id = JmhFile.of(result).id();
                JsonNode raw = result.path("primaryMetric").path("rawData");
                double[][][] blocks = all.computeIfAbsent(id.toString(), key -> new double[raw.size()][ROLES][]);
                if (!raw.isArray() || blocks.length != raw.size()) {
                    throw new WrongInputException(roles.get(role) + ": expected rawData of "
                            + blocks.length + " forks of " + id
                            + ", found " + raw.size());
                }
                for (int block = 0; block < blocks.length; block++) {
                    double[] scores = new double[raw.get(block).size()];
                    for (int i = 0; i < scores.length; i++) {
                        scores[i] = Cost.log(id, Json.number(raw.get(block).get(i)));
                    }
                    blocks[block][role] = scores;
                }
            }
        }
        return new RecordedForks(roles.get(0), all);
    }

    /** Writes the table that {@link #read} reads; costs in the unit of the scores. */
    public void write(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            double[][][] blocks = benchmarks.get(i);
            for (int b = 0; b < blocks.length; b++) {
                for (int f = 0; f < ROLES; f++) {
                    for (int n = 0; n < blocks[b][f].length; n++) {
                        rows.add(List.of(names.get(i), "" + (b + 1), "" + (f + 1), "" + (n + 1),
                                Csv.number(Math.exp(blocks[b][f][n]))));
                    }
                }
            }
        }
        Csv.write(file, COLUMNS, rows);
    }

    /** Name of one benchmark. */
    String benchmark(int index) {
        return names.get(index);
    }

    /** Its blocks. */
    double[][][] blocks(int index) {
        return benchmarks.get(index);
    }

    /**
     * Reads a table with one row an iteration.
     *
     * @throws IOException if it is missing, malformed, or has a block without exactly three forks
     */
    public static RecordedForks read(Path file) throws IOException {
        Map<String, Map<String, Map<String, List<Double>>>> all = new LinkedHashMap<>();
        for (CsvRow row : Csv.read(file, COLUMNS)) {
            all.computeIfAbsent(row.get("benchmark"), k -> new LinkedHashMap<>())
                    .computeIfAbsent(row.get("block"), k -> new LinkedHashMap<>())
                    .computeIfAbsent(row.get("fork"), k -> new ArrayList<>()).add(logScore(file, row));
        }
        Map<String, double[][][]> benchmarks = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Map<String, List<Double>>>> benchmark : all.entrySet()) {
            List<double[][]> list = new ArrayList<>();
            for (Map.Entry<String, Map<String, List<Double>>> block : benchmark.getValue().entrySet()) {
                if (block.getValue().size() != ROLES) {
                    throw new WrongInputException(file + ", block " + Printable.of(block.getKey())
                            + ": expected " + ROLES
                            + " forks, found "
                            + block.getValue().size());
                }
                list.add(block.getValue().values().stream()
                        .map(Stats::array).toArray(double[][]::new));
            }
            benchmarks.put(benchmark.getKey(), list.toArray(double[][][]::new));
        }
        return new RecordedForks(file, benchmarks);
    }

    private static double logScore(Path file, CsvRow row) throws IOException {
        double score = row.measured("score");
        if (score == 0) {
            throw new WrongInputException(file + ": expected scores above 0, found '" + row.get("score") + "'");
        }
        return Math.log(score);
    }

    @Override
    public String name() {
        return name;
    }

    /** How many benchmarks there are. */
    public int size() {
        return benchmarks.size();
    }

    @Override
    public double[][][] draw(int blocks, Random random) {
        double[][][] source = benchmarks.get(random.nextInt(benchmarks.size()));
        double[][][] drawn = new double[blocks][][];
        for (int b = 0; b < blocks; b++) {
            List<double[]> forks = new ArrayList<>(List.of(source[random.nextInt(source.length)]));
            Collections.shuffle(forks, random);
            drawn[b] = forks.toArray(double[][]::new);
        }
        return drawn;
    }
}
