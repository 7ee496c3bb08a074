package org.tracepointlab.lab.chart;

import java.awt.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jfree.chart.JFreeChart;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.Marks;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.SeedPoints;

/**
 * Seconds against N from a file: a run's cost curve as in its report, any other file with the columns of a cost curve
 * or of the kernel reference with one line a series.
 */
public final class CsvChart {

    private static final int MARKERS = 4;

    private CsvChart() {
    }

    /** What makes a series of rows: its implementation and whatever else tells it apart. */
    private record Key(String implementation, String rest, int hz) {
    }

    /**
     * Draws one phase.
     *
     * @return how many lines there are; with 0, no file is written
     * @throws IOException if the file lacks a column or a number is none; the message says where
     */
    public static int draw(Path file, String phase, Path png) throws IOException {
        Map<Key, SortedMap<Integer, List<Double>>> series = new TreeMap<>(
                Comparator.<Key>comparingInt(k -> Names.order(k.implementation())).thenComparing(Key::implementation)
                        .thenComparing(Key::rest).thenComparing(Key::hz));
        List<CsvRow> rows = Csv.read(file, List.of("hz", "cpus", "phase", "tracepoints", "seconds"));
        if (!rows.isEmpty() && CostCurve.has(rows.get(0).columns())) {
            CostCurve main = CostCurve.read(file).main(phase);
            if (!main.points().isEmpty()) {
                RenderedChart drawn = CostCurveChart.draw(main, phase, Marks.read(file.toAbsolutePath().getParent(),
                        Map.of()), new KernelReference(List.of()), new SeedPoints(List.of()));
                ChartFiles.write(drawn, png);
                return drawn.data().series().size();
            }
        }
        for (CsvRow r : rows) {
            if (r.get("phase").equals(phase)) {
                series.computeIfAbsent(key(r), k -> new TreeMap<>())
                        .computeIfAbsent(r.count("tracepoints"), n -> new ArrayList<>())
                        .add(r.measured("seconds"));
            }
        }
        if (series.isEmpty()) {
            return 0;
        }
        Curves curves = new Curves();
        List<Integer> hzs = series.keySet().stream().map(Key::hz).distinct().sorted(Comparator.reverseOrder())
                .toList();
        List<String> kinds = series.keySet().stream().map(Key::rest).distinct().sorted().toList();
        series.forEach((key, points) -> curves.add(key.implementation() + ", " + key.rest() + ", HZ=" + key.hz(),
                points, Style.color(key.implementation()), Style.line(hzs.indexOf(key.hz())), marker(kinds, key),
                true));
        series.keySet().stream().map(Key::implementation).distinct()
                .forEach(i -> curves.legendColor(i, Style.color(i)));
        for (String kind : kinds) {
            curves.legendLine(kind, null, Style.marker(kinds.indexOf(kind) % MARKERS), true);
        }
        hzs.forEach(hz -> curves.legendLine("HZ=" + hz, Style.line(hzs.indexOf(hz)), Style.none(), true));
        JFreeChart chart = ChartStyle.finish("Time to " + phase + " N tracepoints", file.getFileName().toString(),
                "Markers: median of the rows; bands: smallest to greatest.",
                curves.plot("tracepoints, N", "time for all N", 1.6));
        RenderedChart drawn = RenderedChart.of(chart, curves.description(), curves.data());
        ChartFiles.write(drawn, png);
        return series.size();
    }

    private static Shape marker(List<String> kinds, Key key) {
        return Style.marker(kinds.indexOf(key.rest()) % MARKERS);
    }

    private static Key key(CsvRow r) throws IOException {
        int hz = r.get("hz").isEmpty() ? 0 : r.count("hz");
        String machine = ", " + r.get("cpus") + (r.get("cpus").equals("1") ? " CPU" : " CPUs");
        if (r.has("variant") && r.has("source")) {
            String variant = r.get("variant");
            return new Key(variant.equals("cond_sync") ? "conditional" : variant, r.get("source") + machine, hz);
        }
        if (r.has("implementation") && r.has("rcu") && r.has("patching")) {
            return new Key(r.get("implementation"), r.get("rcu") + ", " + r.get("patching") + machine, hz);
        }
        throw new IOException(r.file() + ": expected columns implementation, rcu, patching or source, variant; found "
                + r.columns());
    }
}
