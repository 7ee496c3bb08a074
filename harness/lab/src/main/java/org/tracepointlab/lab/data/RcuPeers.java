package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Stats;

/**
 * What {@code scripts/compare-liburcu} measured: the lab's RCU beside its peers.
 *
 * @param rows all rows
 */
public record RcuPeers(List<Row> rows) {

    /** The columns of {@code rcu-peers.csv}. */
    public static final List<String> COLUMNS =
            List.of("block", "place", "what", "flavour", "case", "readers", "idle", "statistic", "nanoseconds");

    /** The fewest pairs whose smallest and greatest ratio are an interval of 99%: 1 - 2 * 0.5^8 = 0.992. */
    public static final int FEWEST_PAIRS = 8;

    private static final double EACH_TAIL = 0.005;

    /** One figure of one process. */
    public record Row(int block, int place, String what, String flavour, String kind, int readers, int idle,
            String statistic, double nanos) {
    }

    /** Which figures: of all blocks. */
    public record Key(String what, String flavour, String kind, int readers, int idle, String statistic) {

        /** A section, by the mean. */
        public static Key section(String what, String flavour, String kind) {
            return new Key(what, flavour, kind, 1, 0, "mean");
        }

        /** A wait. */
        public static Key synchronize(String what, String flavour, int readers, String statistic) {
            return new Key(what, flavour, "synchronize", readers, 0, statistic);
        }
    }

    /** A ratio and its 99% interval. */
    public record Interval(double ratio, double low, double high, int pairs) {
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it lacks a column or a number is none; the message says where
     */
    public static RcuPeers read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (CsvRow r : Csv.read(file, COLUMNS)) {
            rows.add(new Row(r.count("block"), r.count("place"), r.get("what"), r.get("flavour"), r.get("case"),
                    r.count("readers"), r.count("idle"), r.get("statistic"), r.measured("nanoseconds")));
        }
        return new RcuPeers(rows);
    }

    /** The figures of all blocks, in nanoseconds, from the smallest; empty if there are none. */
    public double[] values(Key key) {
        return rows.stream().filter(r -> key.equals(
                new Key(r.what(), r.flavour(), r.kind(), r.readers(), r.idle(), r.statistic())))
                .mapToDouble(Row::nanos).sorted().toArray();
    }

    /** The median of the blocks, in nanoseconds, or NaN. */
    public double median(Key key) {
        return Stats.median(values(key));
    }

    /**
     * The qsbr section by the bare load, from pairs of processes that ran one right after the other: the median of the
     * ratios, and the interval between two of them that holds the true median in 99% of runs whatever the distribution
     * is (that of the sign test), since a machine that others use as well gives now and then a pair that is off by a
     * third. Null below {@value #FEWEST_PAIRS} pairs.
     */
    public Interval pairedSection() {
        double[] ratios = pairedRatios();
        int n = ratios.length;
        if (n < FEWEST_PAIRS) {
            return null;
        }
        // The most k for which P(X <= k - 1), the chance that fewer than k of them are below the true median, is within
        // the tail.
        int k = BinomialDistribution.of(n, 0.5).inverseCumulativeProbability(EACH_TAIL);
        return new Interval(Stats.median(ratios), ratios[k - 1], ratios[n - k], n);
    }

    /** From the smallest. */
    private double[] pairedRatios() {
        Map<Integer, Row> paired = new TreeMap<>();
        rows.stream().filter(r -> r.kind().startsWith("paired-")).forEach(r -> paired.put(r.place(), r));
        List<Double> ratios = new ArrayList<>();
        Row before = null;
        for (Row row : paired.values()) {
            if (before == null) {
                before = row;
            } else {
                Row load = row.kind().equals("paired-bare-load") ? row : before;
                Row section = load == row ? before : row;
                ratios.add(section.nanos() / load.nanos());
                before = null;
            }
        }
        Collections.sort(ratios);
        return Stats.array(ratios);
    }
}
