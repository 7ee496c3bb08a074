package org.tracepointlab.lab.chart;

import java.awt.Font;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Timeline;
import org.tracepointlab.lab.data.Units;

/**
 * The first removals of one disable-all as they followed each other: a flat piece is a removal under way, so that one
 * sees unconditional wait 7 and 3 jiffies in turn, where the others are done at once.
 */
final class TimelineChart {

    private static final int SHOWN = 20;

    private TimelineChart() {
    }

    static RenderedChart draw(RunData run) throws IOException {
        Timeline timeline = Timeline.read(run.folder().resolve(Timeline.FILE));
        if (timeline.removals().isEmpty()) {
            return RenderedChart.missing("no " + Timeline.FILE);
        }
        int hz = timeline.removals().stream().mapToInt(Timeline.Removal::hz).min().orElseThrow();
        Map<String, List<Timeline.Removal>> lines = new TreeMap<>(
                Comparator.<String>comparingInt(Names::order).thenComparing(i -> i));
        timeline.removals().stream().filter(r -> r.hz() == hz && r.number() <= SHOWN)
                .forEach(r -> lines.computeIfAbsent(r.implementation(), i -> new ArrayList<>()).add(r));
        XYSeriesCollection data = new XYSeriesCollection();
        SeriesLines renderer = new SeriesLines();
        ChartData marks = new ChartData("removal", "when it was done");
        List<String> words = new ArrayList<>();
        Curves legend = new Curves();
        for (Map.Entry<String, List<Timeline.Removal>> line : lines.entrySet()) {
            int series = data.getSeriesCount();
            renderer.begin(series, Style.color(line.getKey()), Style.solid());
            marks.add(run.marks().label(line.getKey()), Style.color(line.getKey()), Style.solid(), null, true);
            line.getValue().forEach(r -> marks.marks().add(mark(series, r, hz)));
            data.addSeries(steps(line.getKey(), line.getValue(), hz));
            legend.legendLine(run.marks().label(line.getKey()), Style.solid(), Style.none(), true,
                    Style.color(line.getKey()));
            words.add(ChartStyle.format("%s: the first %d removals take %s", line.getKey(), line.getValue().size(),
                    Units.seconds(end(line.getValue()))));
        }
        XYPlot plot = new XYPlot(data, axis("jiffies since the disable-all began",
                data.getDomainUpperBound(false) * 1.2),
                axis("removals done", SHOWN + 1.5), renderer);
        plot.setFixedLegendItems(legend.items());
        Style.grid(plot);
        JFreeChart chart = ChartStyle.finish(
                ChartStyle.format("One disable-all, removal by removal (the first %d)", SHOWN),
                ChartStyle.format("HZ=%d: a jiffy is %s; last measured iteration, kernel-paced grace periods, 1 CPU, "
                        + "call-site patching", hz, Units.tick(1.0 / hz)),
                "A step up is a finished removal. Unconditional's waits alternate because an idle SRCU expedites its "
                        + "next grace period.", plot);
        List<String> order = List.copyOf(lines.keySet());
        lines.forEach((implementation, removals) -> label(plot, implementation, removals, hz,
                order.indexOf(implementation)));
        return RenderedChart.of(chart, String.join("; ", words) + ".", marks);
    }

    private static ChartData.Mark mark(int series, Timeline.Removal r, int hz) {
        double end = (r.start() + r.seconds()) * hz;
        return new ChartData.Mark(series, end, r.number(), "" + r.number(),
                ChartStyle.format("after %.2f jiffies, took ", end) + Units.seconds(r.seconds()), "", 1);
    }

    private static XYSeries steps(String name, List<Timeline.Removal> removals, int hz) {
        XYSeries series = new XYSeries(name, false, true);
        series.add(0, 0);
        for (Timeline.Removal r : removals) {
            double end = (r.start() + r.seconds()) * hz;
            series.add(end, r.number() - 1);
            series.add(end, r.number());
        }
        return series;
    }

    private static NumberAxis axis(String name, double end) {
        NumberAxis axis = new NumberAxis(name);
        axis.setRange(0, end);
        Style.ticks(axis);
        return axis;
    }

    private static double end(List<Timeline.Removal> removals) {
        Timeline.Removal last = removals.get(removals.size() - 1);
        return last.start() + last.seconds();
    }

    private static void label(XYPlot plot, String implementation, List<Timeline.Removal> removals, int hz,
            int series) {
        double x = end(removals) * hz;
        double shift = plot.getDomainAxis().getUpperBound() * 0.008;
        int place = Names.order(implementation);
        boolean crowded = x < plot.getDomainAxis().getUpperBound() / 4;
        XYTextAnnotation text = new SeriesText(implementation + " " + Units.seconds(end(removals)), x + shift,
                removals.size() - (crowded ? 1.2 * place : 0), series);
        text.setTextAnchor(TextAnchor.CENTER_LEFT);
        text.setFont(ChartStyle.font(Font.BOLD, 14));
        text.setPaint(Style.text(Style.color(implementation)));
        plot.addAnnotation(text);
    }
}
