package org.tracepointlab.lab.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.tracepointlab.check.study.SlopeStudy.Finding;
import org.tracepointlab.check.study.SlopeStudy.Others;
import org.tracepointlab.check.study.SlopeStudy.Placement;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.chart.DecadeAxis;
import org.tracepointlab.lab.data.GracePeriodTable;
import org.tracepointlab.lab.data.Units;

/** Jiffies a removal against the number of CPUs, at each HZ, and below it what a forced scan looks at. */
public final class GracePeriodsChart {

    private static final Color LINE = Style.color("unconditional");
    private static final double ROOM_RIGHT = 0.32; // of the range of the data
    private static final int TOP_WEIGHT = 3;
    private static final int BOTTOM_WEIGHT = 2;

    private GracePeriodsChart() {
    }

    /**
     * Draws the PNG and the SVG.
     *
     * @return why it was not drawn; empty if it was
     */
    public static String draw(GracePeriodTable table, Path png) throws IOException {
        try {
            RenderedChart drawn = draw(table);
            if (drawn.chart() == null) {
                return drawn.missing();
            }
            ChartFiles.write(drawn, png);
            return "";
        } catch (LinkageError | InternalError e) {
            return "could not be drawn: " + e; // a JDK without fonts or without its desktop module
        }
    }

    static RenderedChart draw(GracePeriodTable table) {
        if (table.cpuCounts().size() < 2) {
            return RenderedChart.missing("fewer than two numbers of CPUs");
        }
        Panel slopes = slopes(table);
        Panel visits = visits(table.together());
        DoublingAxis x = new DoublingAxis("CPUs", table.cpuCounts());
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(x);
        both.setGap(14);
        both.add(slopes.plot("jiffies a removal"), TOP_WEIGHT);
        if (!visits.isEmpty()) {
            both.add(visits.plot("looked at or visited"), BOTTOM_WEIGHT);
        }
        both.setOrientation(PlotOrientation.VERTICAL);
        both.setFixedLegendItems(legend(table, !visits.isEmpty()).items());
        return RenderedChart.of(ChartStyle.finish("Cost of a removal against the number of CPUs",
                "unconditional, at the kernel's own defaults, in virtual time; updater and grace-period thread on CPU "
                + "0 (bands: or "
                        + "either on CPU 1)", CAPTION, both),
                String.join("; ", slopes.words) + "; " + String.join("; ", visits.words) + ".");
    }

    private static final String CAPTION =
            "An idle CPU's tick is stopped: only a forced scan credits it, f + 1 jiffies after the "
            + "start, where f (jiffies_till_first_fqs) is 1, and 1 more above HZ=250, above HZ=500, and for each 256 "
            + "CPUs. A removal "
            + "costs f + 5; from f = 3 on 1.5 f + 3.5, since the released array's own grace period is not over when "
            + "the next removal "
            + "asks for one. CPUs that tick report for themselves: 5 jiffies, however many there are.";

    private static Panel slopes(GracePeriodTable table) {
        Panel panel = new Panel(GracePeriodsChart::tick, 0.055);
        List<List<Integer>> alike = alike(table);
        for (List<Integer> hzs : alike) {
            int place = alike.indexOf(hzs);
            GracePeriodTable idle = table.where(f -> f.hz() == hzs.get(0) && f.others() == Others.IDLE);
            double last = panel.add("others idle, " + name(hzs), idle, Finding::slope, LINE,
                    Style.line(alike.size() - 1 - place), Style.marker(place));
            hzs.forEach(hz -> panel.name(ChartStyle.format("HZ=%d: %s = %s", hz, tick(last), Units.seconds(last / hz)),
                    last, table,
                    LINE));
        }
        GracePeriodTable busy = table.where(f -> f.hz() == table.hzs().get(0) && f.others() == Others.BUSY);
        double last = panel.add("others busy", busy, Finding::slope, ChartStyle.FAINT, Style.line(0), Style.marker(0));
        panel.name("others busy: " + tick(last), last, table, ChartStyle.FAINT);
        return panel;
    }

    /** Those HZ that have one line, which their first scans decide. */
    private static List<List<Integer>> alike(GracePeriodTable table) {
        Map<List<Double>, List<Integer>> alike = new LinkedHashMap<>();
        for (int hz : table.hzs()) {
            alike.computeIfAbsent(table.together().where(f -> f.hz() == hz && f.others() == Others.IDLE).findings()
                    .stream()
                    .map(Finding::slope).toList(), s -> new ArrayList<>()).add(hz);
        }
        return List.copyOf(alike.values());
    }

    private static String name(List<Integer> hzs) {
        return "HZ=" + hzs.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }

    private static String tick(double jiffies) {
        return Units.digits(jiffies).replaceFirst("\\.0+$", "");
    }

    private static Panel visits(GracePeriodTable together) {
        Panel panel = new Panel(Units::whole, 0.083);
        GracePeriodTable first = together.where(f -> f.hz() == together.hzs().get(0));
        GracePeriodTable idle = first.where(f -> f.others() == Others.IDLE && f.forcedScans() > 0);
        GracePeriodTable busy = first.where(f -> f.others() == Others.BUSY);
        if (idle.findings().isEmpty()) {
            return panel;
        }
        double cpus = panel.add("CPUs looked at in a forced scan", idle, Finding::cpusScanned, ChartStyle.INK,
                Style.solid(),
                Style.marker(0));
        double nodes = panel.add("visits of nodes in a forced scan", idle, Finding::nodesScanned, ChartStyle.INK,
                Style.solid(),
                Style.marker(1));
        double all = panel.add("visits of nodes in a grace period, others busy", busy, Finding::nodesVisited,
                ChartStyle.FAINT,
                Style.solid(), Style.marker(2));
        panel.name(ChartStyle.format("busy: %,.0f visits", all), all, first, ChartStyle.FAINT);
        panel.name(ChartStyle.format("scan: %,.0f CPUs", cpus), cpus, first, ChartStyle.INK);
        panel.name(ChartStyle.format("scan: %,.0f visits", nodes), nodes, first, ChartStyle.INK);
        return panel;
    }

    private static Curves legend(GracePeriodTable table, boolean scans) {
        Curves legend = new Curves();
        List<List<Integer>> alike = alike(table);
        for (List<Integer> hzs : alike) {
            int place = alike.indexOf(hzs);
            legend.legendLine(name(hzs) + ", others idle", Style.line(alike.size() - 1 - place),
                    Style.marker(place), true, LINE);
        }
        legend.legendLine("others busy, any HZ", Style.solid(), Style.marker(0), true, ChartStyle.FAINT);
        if (scans) {
            legend.legendLine("CPUs looked at in a forced scan", Style.solid(), Style.marker(0), true, ChartStyle.INK);
            legend.legendLine("visits of nodes in it", Style.solid(), Style.marker(1), true, ChartStyle.INK);
            legend.legendLine("visits of nodes in a grace period of busy CPUs", Style.solid(), Style.marker(2), true,
                    ChartStyle.FAINT);
        }
        return legend;
    }

    /** One of the two plots. */
    private static final class Panel {

        private static final float BAND_ALPHA = 0.16f;
        private static final double ROOM = 1.6;

        private final YIntervalSeriesCollection data = new YIntervalSeriesCollection();
        private final DeviationRenderer renderer = new DeviationRenderer(true, true);
        private final EndLabels labels = new EndLabels();
        private final List<String> words = new ArrayList<>();
        private final DoubleFunction<String> tick;
        private final double lineShare;
        private double low = Double.MAX_VALUE;
        private double high;

        /**
         * @param tick      text of a tick
         * @param lineShare height of a line of text as a share of the plot's
         */
        Panel(DoubleFunction<String> tick, double lineShare) {
            this.tick = tick;
            this.lineShare = lineShare;
            renderer.setAlpha(BAND_ALPHA);
            renderer.setDrawSeriesLineAsPath(true);
            renderer.setAutoPopulateSeriesPaint(false);
            renderer.setAutoPopulateSeriesStroke(false);
            renderer.setAutoPopulateSeriesShape(false);
        }

        boolean isEmpty() {
            return data.getSeriesCount() == 0;
        }

        /** Adds a line of those on one CPU, with a band over all placements. Returns its last value. */
        double add(String key, GracePeriodTable table, ToDoubleFunction<Finding> value, Color color, Stroke stroke,
                Shape marker) {
            SortedMap<Integer, List<Finding>> byCpus = new TreeMap<>(
                    table.findings().stream().collect(Collectors.groupingBy(Finding::cpus)));
            YIntervalSeries series = new YIntervalSeries(key);
            double last = 0;
            for (Map.Entry<Integer, List<Finding>> at : byCpus.entrySet()) {
                double least = at.getValue().stream().mapToDouble(value).min().orElseThrow();
                double most = at.getValue().stream().mapToDouble(value).max().orElseThrow();
                last = at.getValue().stream().filter(f -> f.placement() == Placement.TOGETHER).mapToDouble(value)
                        .findFirst()
                        .orElseThrow();
                series.add(at.getKey(), last, least, most);
                low = Math.min(low, least);
                high = Math.max(high, most);
                words.add(ChartStyle.format("%s, %,d CPUs: %s", key, at.getKey(), Units.digits(last)));
            }
            int index = data.getSeriesCount();
            data.addSeries(series);
            renderer.setSeriesPaint(index, color);
            renderer.setSeriesFillPaint(index, color);
            renderer.setSeriesStroke(index, stroke);
            renderer.setSeriesOutlineStroke(index, new BasicStroke(1f));
            renderer.setSeriesShape(index, marker);
            renderer.setSeriesShapesFilled(index, true);
            return last;
        }

        void name(String text, double y, GracePeriodTable table, Color color) {
            List<Integer> counts = table.cpuCounts();
            labels.add(text, counts.get(counts.size() - 1), y, Style.text(color), -1);
        }

        XYPlot plot(String name) {
            XYPlot plot = new XYPlot(data, null, new DecadeAxis(name, low / ROOM, high * ROOM, tick), renderer);
            plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
            plot.setRangeMinorGridlinesVisible(false);
            plot.getRangeAxis().setMinorTickMarksVisible(false);
            labels.place(plot, Math.pow(high * ROOM / (low / ROOM), lineShare));
            return plot;
        }
    }

    /** A logarithmic axis with a tick at each number of CPUs, as long as they double at least. */
    private static final class DoublingAxis extends DecadeAxis {

        private static final long serialVersionUID = 1L;

        private final transient List<Double> ticks = new ArrayList<>();

        DoublingAxis(String name, List<Integer> counts) {
            super(name, counts.get(0) * 0.8, counts.get(counts.size() - 1)
                    * Math.pow(counts.get(counts.size() - 1) / (double) counts.get(0), ROOM_RIGHT), Units::whole);
            for (int count : counts) {
                if (ticks.isEmpty() || count >= 2 * ticks.get(ticks.size() - 1)) {
                    ticks.add((double) count);
                }
            }
            setMinorTickMarksVisible(false);
        }

        @Override
        public List<Double> tickValues() {
            return ticks;
        }
    }
}
