package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.lab.run.Summary;

/**
 * Two runs, cell by cell; benchmark, mode and all parameters make a cell.
 *
 * @param a the first
 * @param b the second
 * @param both cells that both have
 * @param onlyInA cells that only the first has
 * @param onlyInB cells that only the second has
 */
public record TwoRuns(RunData a, RunData b, List<Cell> both, List<Summary> onlyInA, List<Summary> onlyInB) {

    private static final List<String> HEADER = List.of("benchmark", "mode", "params", "unit", "in", "a_n", "a_median",
            "a_min", "a_max", "b_n", "b_median", "b_min", "b_max", "ratio");

    /**
     * One cell of both.
     *
     * @param a in the first
     * @param b in the second
     */
    public record Cell(Summary a, Summary b) {

        /** Name of the benchmark without its package. */
        public String benchmark() {
            return shortName(a);
        }

        /** Parameters in words. */
        public String params() {
            return TwoRuns.params(a);
        }

        /** Of the scores. */
        public String unit() {
            return a.first().unit();
        }

        /** Median of the second by that of the first. */
        public double ratio() {
            return b.median() / a.median();
        }
    }

    /** Lays them side by side. */
    public static TwoRuns of(RunData a, RunData b) {
        Map<List<Object>, Summary> other = new LinkedHashMap<>();
        Summary.of(b.measurements()).forEach(s -> other.put(key(s), s));
        List<Cell> both = new ArrayList<>();
        List<Summary> onlyInA = new ArrayList<>();
        for (Summary s : Summary.of(a.measurements())) {
            Summary match = other.remove(key(s));
            if (match == null) {
                onlyInA.add(s);
            } else {
                both.add(new Cell(s, match));
            }
        }
        return new TwoRuns(a, b, List.copyOf(both), List.copyOf(onlyInA), List.copyOf(other.values()));
    }

    private static List<Object> key(Summary s) {
        return List.of(s.first().benchmark(), s.first().mode(), s.first().unit(), Map.copyOf(s.first().params()));
    }

    /** Name of a benchmark without its package. */
    public static String shortName(Summary s) {
        String[] parts = s.first().benchmark().split("\\.");
        return parts.length < 2 ? s.first().benchmark() : parts[parts.length - 2] + "." + parts[parts.length - 1];
    }

    /** Parameters as {@code name=value}, with blanks between them. */
    public static String params(Summary s) {
        return s.first().params().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Writes {@code compare.csv}: one row a cell, those of one run included. */
    public void write(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        both.forEach(c -> rows.add(row(c.a(), "both", c.a(), c.b(), Csv.number(c.ratio()))));
        onlyInA.forEach(s -> rows.add(row(s, "a", s, null, "")));
        onlyInB.forEach(s -> rows.add(row(s, "b", null, s, "")));
        Csv.write(file, HEADER, rows);
    }

    private static List<String> row(Summary any, String in, Summary a, Summary b, String ratio) {
        List<String> row = new ArrayList<>(List.of(any.first().benchmark(), any.first().mode(), params(any),
                any.first().unit(), in));
        for (Summary s : new Summary[] {a, b}) {
            row.addAll(s == null ? List.of("", "", "", "")
                    : List.of("" + s.n(), Csv.number(s.median()), Csv.number(s.min()), Csv.number(s.max())));
        }
        row.add(ratio);
        return row;
    }
}
