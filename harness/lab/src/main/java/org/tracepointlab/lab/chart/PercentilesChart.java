package org.tracepointlab.lab.chart;

import java.awt.Color;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.chart.DecadeAxis;
import org.tracepointlab.lab.data.Marks;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.HlogMerge;

/** Latency of removing one tracepoint by percentile, from the histogram log, at the largest N of each HZ. */
final class PercentilesChart {

    private static final Pattern TAG = Pattern.compile("([A-Za-z]+)-kernel-hz([0-9]+)-n([0-9]+)");
    private static final int STEPS_A_DECADE = 60;
    private static final int NINES = 4;
    private static final double RIGHT_EDGE = 70_000; // room for the names
    private static final double LINES_OF_TEXT = 32; // from the bottom of the plot to its top
    private static final double NANOS = 1e-9;

    private PercentilesChart() {
    }

    /** One line of the chart. */
    private record Line(String implementation, int hz, int tracepoints) {
    }

    static RenderedChart draw(RunData run) throws IOException {
        if (!Files.exists(run.hlog())) {
            return RenderedChart.missing("no histogram log " + RunData.HLOG);
        }
        Map<Line, Histogram> lines = largest(collect(HlogMerge.read(run.hlog())));
        if (lines.isEmpty()) {
            return RenderedChart.missing("no histogram with a tag like original-kernel-hz1000-n1962");
        }
        ChartData marks = new ChartData("percentile", "time");
        XYPlot plot = plot(lines, run.marks(), marks);
        return RenderedChart.of(ChartStyle.finish("How long removing one tracepoint takes",
                "all iterations of the largest disable-all at each HZ; kernel-paced grace periods, 1 CPU",
                "Each line covers the removals of all iterations. The far right is reliable only with many removals.",
                plot), inWords(lines), marks);
    }

    private static String inWords(Map<Line, Histogram> lines) {
        return lines.entrySet().stream().map(l -> ChartStyle.format("%s at HZ=%d: median %s, 99%% %s, greatest %s",
                l.getKey().implementation(), l.getKey().hz(),
                Units.seconds(l.getValue().getValueAtPercentile(50) * NANOS),
                Units.seconds(l.getValue().getValueAtPercentile(99) * NANOS),
                Units.seconds(l.getValue().getMaxValue() * NANOS))).collect(Collectors.joining("; ")) + ".";
    }

    private static Map<Line, Histogram> collect(List<EncodableHistogram> intervals) {
        Map<Line, Histogram> byLine = new LinkedHashMap<>();
        for (EncodableHistogram interval : intervals) {
            Matcher tag = TAG.matcher(interval.getTag() == null ? "" : interval.getTag());
            if (tag.matches() && interval instanceof AbstractHistogram values && values.getTotalCount() > 0) {
                Line line = new Line(tag.group(1), Integer.parseInt(tag.group(2)), Integer.parseInt(tag.group(3)));
                byLine.computeIfAbsent(line, l -> new Histogram(3)).add(values);
            }
        }
        return byLine;
    }

    private static Map<Line, Histogram> largest(Map<Line, Histogram> all) {
        Map<Integer, Integer> largest = new TreeMap<>();
        all.keySet().forEach(l -> largest.merge(l.hz(), l.tracepoints(), Math::max));
        Map<Line, Histogram> kept = new TreeMap<>(Comparator.<Line>comparingInt(l -> Names.order(l.implementation()))
                .thenComparing(Line::implementation).thenComparing(Line::hz, Comparator.reverseOrder()));
        all.forEach((l, h) -> {
            if (largest.get(l.hz()) == l.tracepoints()) {
                kept.put(l, h);
            }
        });
        return kept;
    }

    private static XYPlot plot(Map<Line, Histogram> lines, Marks marks, ChartData shown) {
        XYSeriesCollection data = new XYSeriesCollection();
        SeriesLines renderer = new SeriesLines();
        renderer.setDrawSeriesLineAsPath(true);
        List<Integer> hzs = lines.keySet().stream().map(Line::hz).distinct().sorted(Comparator.reverseOrder())
                .toList();
        double low = Double.MAX_VALUE;
        double high = Double.MIN_VALUE;
        Curves legend = new Curves();
        EndLabels labels = new EndLabels();
        List<String> named = new ArrayList<>();
        for (Map.Entry<Line, Histogram> line : lines.entrySet()) {
            XYSeries series = series(line);
            Color color = Style.color(line.getKey().implementation());
            Stroke stroke = Style.line(hzs.indexOf(line.getKey().hz()));
            renderer.begin(data.getSeriesCount(), color, stroke);
            shown.add(marks.label(line.getKey().implementation()) + " at HZ=" + line.getKey().hz(), color, stroke,
                    null, true);
            marks(line.getValue(), data.getSeriesCount(), shown);
            data.addSeries(series);
            low = Math.min(low, series.getMinY());
            high = Math.max(high, series.getMaxY());
            String implementation = line.getKey().implementation();
            if (!named.contains(implementation)) {
                named.add(implementation);
            }
            if (line.getKey().hz() == hzs.get(0)) {
                labels.add(implementation, series.getMaxX(), series.getMaxY(), Style.text(Style.color(implementation)),
                        data.getSeriesCount() - 1);
            }
        }
        named.forEach(i -> legend.legendColor(marks.label(i), Style.color(i)));
        for (int hz : hzs) {
            int n = lines.keySet().stream().filter(l -> l.hz() == hz).findFirst().orElseThrow().tracepoints();
            legend.legendLine(ChartStyle.format("HZ=%d, N=%,d", hz, n), Style.line(hzs.indexOf(hz)),
                    new Rectangle2D.Double(), true);
        }
        DecadeAxis x = new DecadeAxis("percentile", 1, RIGHT_EDGE, PercentilesChart::percentileLabel);
        DecadeAxis y = new DecadeAxis("time to remove one tracepoint", low / 2, high * 2, Units::tick);
        XYPlot plot = new XYPlot(data, x, y, renderer);
        plot.setFixedLegendItems(legend.items());
        Style.grid(plot);
        labels.place(plot, Math.pow(4 * high / low, 1 / LINES_OF_TEXT));
        return plot;
    }

    private static void marks(Histogram removals, int series, ChartData shown) {
        for (int nines = 0; nines <= NINES; nines++) {
            double x = Math.pow(10, nines);
            shown.marks().add(new ChartData.Mark(series, x, seconds(removals, x), percentileLabel(x),
                    Units.seconds(seconds(removals, x)), "", (int) removals.getTotalCount()));
        }
    }

    private static double seconds(Histogram removals, double x) {
        return Math.max(1, removals.getValueAtPercentile(100 * (1 - 1 / x))) * NANOS;
    }

    private static XYSeries series(Map.Entry<Line, Histogram> line) {
        XYSeries series = new XYSeries(line.getKey().toString());
        for (int step = 0; step <= NINES * STEPS_A_DECADE; step++) {
            double x = Math.pow(10, (double) step / STEPS_A_DECADE);
            series.add(x, seconds(line.getValue(), x));
        }
        return series;
    }

    /** The axis runs over 1/(1-p), so that each decade is one nine more. */
    static String percentileLabel(double value) {
        int decade = (int) Math.round(Math.log10(value));
        return switch (decade) {
            case 0 -> "0%";
            case 1 -> "90%";
            case 2 -> "99%";
            case 3 -> "99.9%";
            default -> "99.99%";
        };
    }
}
