package org.tracepointlab.lab.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.TwoRuns;

/** The cost curves of two runs in one chart, at the highest HZ that both have. */
public final class TwoRunsChart {

    private TwoRunsChart() {
    }

    /** Draws PNG and SVG, if there is something to draw. */
    public static Charts.Outcome draw(TwoRuns runs, Path png) throws IOException {
        List<CostCurve> curves = List.of(runs.a().curve().main("disable"), runs.b().curve().main("disable"));
        TreeSet<Integer> common = new TreeSet<>(curves.get(0).hzs());
        common.retainAll(curves.get(1).hzs());
        if (common.isEmpty()) {
            ChartFiles.delete(png);
            return new Charts.Outcome(png.getFileName().toString(),
                    "no disable-all of the kernel flavour at an HZ that both runs have", "", null);
        }
        int hz = common.last();
        Curves plot = new Curves();
        for (int i = 0; i < curves.size(); i++) {
            for (String implementation : curves.get(i).implementations()) {
                plot.add((i == 0 ? "A, " : "B, ") + (i == 0 ? runs.a() : runs.b()).marks().label(implementation),
                        curves.get(i).of(implementation, hz).secondsByN(),
                        Style.color(implementation), i == 0 ? Style.solid() : Style.thin(),
                        Style.marker(implementation), i == 0);
            }
        }
        TreeSet<String> names = new TreeSet<>(curves.get(0).implementations());
        names.addAll(curves.get(1).implementations());
        names.stream().sorted(Comparator.comparingInt(Names::order)).forEach(n -> plot.legendColor(
                mark(runs, n), Style.color(n)));
        plot.legendLine("A: " + runs.a().folder().getFileName(), Style.solid(), Style.marker(0), true);
        plot.legendLine("B: " + runs.b().folder().getFileName(), Style.thin(), Style.marker(0), false);
        RenderedChart drawn = RenderedChart.of(ChartStyle.finish("Disabling N tracepoints in two runs",
                ChartStyle.format("HZ=%d, kernel-paced grace periods, 1 CPU, call-site patching", hz),
                "Markers: median of the iterations; bands: smallest to greatest. Two runs made one after the other "
                        + "cannot show whether something got slower.",
                plot.plot("tracepoints disabled, N", "time to disable all N", 1.6)), plot.description(), plot.data());
        return Charts.Outcome.write(drawn, png);
    }

    private static String mark(TwoRuns runs, String implementation) {
        String a = runs.a().marks().of(implementation);
        String b = runs.b().marks().of(implementation);
        return implementation + " (" + (a.equals(b) ? a : "A: " + a + ", B: " + b) + ")";
    }
}
