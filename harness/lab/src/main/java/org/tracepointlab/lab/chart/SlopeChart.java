package org.tracepointlab.lab.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.run.Fit;

/** What one more tracepoint costs, in jiffies, at each HZ: what is made of grace periods is the same at all of them. */
final class SlopeChart {

    private static final double SPREAD = 0.11;
    private static final double BESIDE = 0.75; // so that the labels of one implementation's two kernels do not touch
    private static final double TOP = 1.25;

    private SlopeChart() {
    }

    static RenderedChart draw(RunData run) {
        CostCurve disable = run.curve().main("disable");
        List<Integer> hzs = disable.hzs();
        Plotted plotted = new Plotted();
        List<String> implementations = disable.implementations();
        int places = implementations.size() + Names.IMPLEMENTATIONS.size() + 1;
        for (int place = 0; place < implementations.size(); place++) {
            String implementation = implementations.get(place);
            plotted.begin("lab " + run.marks().label(implementation), Style.color(implementation),
                    Style.marker(implementation), true);
            for (int i = 0; i < hzs.size(); i++) {
                CostCurve own = disable.of(implementation, hzs.get(i));
                double x = i + (place - (places - 1) / 2.0) * SPREAD;
                int hz = hzs.get(i);
                own.fit().ifPresent(fit -> plotted.add(x, hz, fit, eachIteration(own)));
            }
        }
        if (plotted.isEmpty()) {
            return RenderedChart.missing("no HZ with a disable-all of three N of 10 or more");
        }
        addKernel(plotted, run.kernel(), hzs, implementations.size(), places);
        XYPlot plot = new XYPlot(plotted.data, names(hzs), jiffies(plotted.highest), plotted.renderer);
        plot.setFixedLegendItems(legend(run, implementations));
        Style.grid(plot);
        JFreeChart chart = ChartStyle.finish("What one more tracepoint costs, in jiffies",
                "slope of disable-all over N of 10 or more; kernel-paced grace periods, 1 CPU, call-site patching",
                "Markers: one line through all iterations; whiskers: the smallest and greatest slope of any one "
                + "iteration's "
                        + "own line. Virtual time hides what patching costs.", plot);
        return RenderedChart.of(chart, String.join("; ", plotted.words) + ".", plotted.chartData);
    }

    private static void addKernel(Plotted plotted, KernelReference kernel, List<Integer> hzs, int first, int places) {
        List<String> sources = List.of(KernelReference.VIRTUAL_TIME, KernelReference.EMULATED);
        for (int s = 0; s < sources.size(); s++) {
            for (String implementation : Names.IMPLEMENTATIONS) {
                plotted.begin((s == 0 ? "kernel in virtual time, " : "kernel emulated, ") + implementation,
                        Style.color(implementation), Style.kernelMarker(s), false);
                for (int i = 0; i < hzs.size(); i++) {
                    Optional<Fit> fit = s == 0 && !implementation.equals("unconditional") ? Optional.empty()
                            : kernel.fit(sources.get(s), implementation, hzs.get(i));
                    double x = i + (first + 1 + Names.order(implementation) - (places - 1) / 2.0 + s * BESIDE) * SPREAD;
                    int hz = hzs.get(i);
                    fit.ifPresent(f -> plotted.add(x, hz, f, List.of()));
                }
            }
        }
    }

    /** Slopes of the first iterations alone, of the second alone, and so on. */
    private static List<Double> eachIteration(CostCurve own) {
        List<Double> slopes = new ArrayList<>();
        new TreeSet<>(own.points().stream().map(p -> p.iteration()).toList()).forEach(
                n -> own.where(p -> p.iteration() == n).fit().ifPresent(fit -> slopes.add(fit.slope())));
        return slopes;
    }

    private static NumberAxis names(List<Integer> hzs) {
        SymbolAxis axis = new SymbolAxis("ticks a second, HZ",
                hzs.stream().map(hz -> "HZ=" + hz).toArray(String[]::new));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, hzs.size() - 0.5);
        return axis;
    }

    private static NumberAxis jiffies(double highest) {
        NumberAxis axis = new NumberAxis("jiffies a tracepoint");
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
        axis.setRange(0, Math.max(1, highest * TOP));
        Style.ticks(axis);
        return axis;
    }

    private static LegendItemCollection legend(RunData run, List<String> implementations) {
        Curves legend = new Curves();
        for (int place = 0; place < implementations.size(); place++) {
            String implementation = implementations.get(place);
            legend.legendLine("lab, " + run.marks().label(implementation), null, Style.marker(implementation), true,
                    Style.color(implementation));
        }
        legend.legendLine("kernel 6.1, 1 CPU, virtual time", null, Style.kernelMarker(0), false);
        legend.legendLine("kernel 6.1, 2 CPUs, emulated", null, Style.kernelMarker(1), false);
        return legend.items();
    }

    /** Series with whiskers, each slope labelled. */
    private static final class Plotted {

        private final XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        private final XYErrorRenderer renderer = new Renderer();
        private final ChartData chartData = new ChartData("HZ", "slope");
        private final List<String> words = new ArrayList<>();
        private XYIntervalSeries series;
        private double highest;

        Plotted() {
            renderer.setDrawXError(false);
            renderer.setCapLength(9);
            renderer.setErrorStroke(new BasicStroke(1.6f));
            renderer.setAutoPopulateSeriesPaint(false);
            renderer.setAutoPopulateSeriesShape(false);
            renderer.setUseOutlinePaint(true);
            renderer.setAutoPopulateSeriesOutlinePaint(false);
            renderer.setDefaultItemLabelFont(ChartStyle.font(Font.BOLD, 14));
            renderer.setDefaultItemLabelsVisible(true);
            renderer.setDefaultItemLabelGenerator((d, s, i) -> ChartStyle.format("%.2f", d.getYValue(s, i)));
            renderer.setItemLabelInsets(new RectangleInsets(9, 9, 9, 9));
            renderer.setDefaultPositiveItemLabelPosition(new ItemLabelPosition(
                    ItemLabelAnchor.OUTSIDE12, TextAnchor.BOTTOM_CENTER));
        }

        void begin(String name, Color color, Shape marker, boolean filled) {
            int index = data.getSeriesCount();
            series = new XYIntervalSeries(name);
            data.addSeries(series);
            chartData.add(name, color, null, marker, filled);
            renderer.setSeriesPaint(index, color);
            renderer.setSeriesOutlinePaint(index, color);
            renderer.setSeriesShape(index, marker);
            renderer.setSeriesShapesFilled(index, filled);
            renderer.setSeriesLinesVisible(index, false);
        }

        void add(double x, int hz, Fit fit, List<Double> slopes) {
            double low = slopes.stream().mapToDouble(s -> s).min().orElse(fit.slope());
            double high = slopes.stream().mapToDouble(s -> s).max().orElse(fit.slope());
            series.add(x, x, x, fit.slope() * hz, low * hz, high * hz);
            chartData.marks().add(new ChartData.Mark(chartData.series().size() - 1, x, fit.slope() * hz, "" + hz,
                    ChartStyle.format("%.3f jiffies", fit.slope() * hz), slopes.size() < 2 ? ""
                    : ChartStyle.format("%.3f to %.3f", low * hz, high * hz), fit.points()));
            highest = Math.max(highest, Math.max(high, fit.slope()) * hz);
            words.add(ChartStyle.format("%s at HZ=%d: %.3f jiffies", series.getKey(), hz, fit.slope() * hz));
        }

        boolean isEmpty() {
            return words.isEmpty();
        }
    }

    private static final class Renderer extends XYErrorRenderer {

        private static final long serialVersionUID = 1L;

        @Override
        public void drawItem(Graphics2D g2, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info,
                XYPlot plot, ValueAxis domain, ValueAxis range, XYDataset dataset, int series, int item,
                CrosshairState crosshair, int pass) {
            SeriesHint.draw(g2, series, () -> super.drawItem(g2, state, area, info, plot, domain, range, dataset,
                    series, item, crosshair, pass));
        }
    }
}
