package org.tracepointlab.lab.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Measurement;

/** Nanoseconds of one firing against the number of probes, by JDK. */
final class FurtherProbesChart {

    private static final List<String> COLORS = List.of("original", "unconditional", "conditional");

    private FurtherProbesChart() {
    }

    static RenderedChart draw(RunData run) {
        List<Measurement> all = run.measurements().stream()
                .filter(m -> m.benchmark().startsWith(Names.FURTHER_PROBES)).toList();
        if (all.isEmpty()) {
            return RenderedChart.missing("no benchmark of further probes");
        }
        List<String> series = all.stream().map(FurtherProbesChart::name).distinct().sorted().toList();
        Curves curves = new Curves("probes", "median", ns -> Units.digits(ns) + " ns");
        for (String name : series) {
            SortedMap<Integer, List<Double>> byProbes = new TreeMap<>();
            all.stream().filter(m -> name(m).equals(name)).forEach(m -> byProbes.computeIfAbsent(
                    Integer.parseInt(m.param("probes")), n -> new ArrayList<>()).add(m.score()));
            int index = series.indexOf(name);
            curves.add(name, byProbes, Style.color(COLORS.get(index % COLORS.size())), Style.solid(),
                    Style.marker(index), true);
            curves.legendLine(name, Style.solid(), Style.marker(index), true,
                    Style.color(COLORS.get(index % COLORS.size())));
        }
        XYPlot plot = curves.plot("probes", "time of one firing", 1);
        NumberAxis x = new NumberAxis("probes attached");
        x.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        x.setAutoRangeIncludesZero(false);
        plot.setDomainAxis(x);
        NumberAxis y = new NumberAxis("time of one firing, ns");
        y.setAutoRangeIncludesZero(true);
        plot.setRangeAxis(y);
        Style.grid(plot);
        return RenderedChart.of(ChartStyle.finish("What each further probe costs",
                "one firing with 1 to 8 probes, each of another class; call-site patching, qsbr",
                "Markers: median of all iterations; bands: smallest to greatest.", plot), curves.description(),
                curves.data());
    }

    private static String name(Measurement m) {
        return m.param(Cell.JDK).isEmpty() ? m.param("funcs") : "JDK " + m.param(Cell.JDK);
    }
}
