package org.tracepointlab.lab.chart;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.CategoryPlot;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.chart.DecadeAxis;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.Marks;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;

/** The three implementations at the seed's scale beside the seed's own two figures. */
final class SeedScaleChart {

    private SeedScaleChart() {
    }

    static RenderedChart draw(RunData run) {
        CostCurve scale = run.curve().main("disable").where(
                p -> p.hz() == Names.SEED_HZ && p.tracepoints() == Names.SEED_TRACEPOINTS);
        if (scale.points().isEmpty()) {
            return RenderedChart.missing(ChartStyle.format("no disable-all at N=%,d and HZ=%d", Names.SEED_TRACEPOINTS,
                    Names.SEED_HZ));
        }
        Bars bars = new Bars();
        addSeed(bars, run);
        double original = scale.of("original", Names.SEED_HZ).medianAt(Names.SEED_TRACEPOINTS);
        for (String implementation : scale.implementations()) {
            addLab(bars, "lab: ", scale.of(implementation, Names.SEED_HZ), implementation, original, run.marks());
        }
        CostCurve deferred = run.curve().deferred("disable").where(
                p -> p.hz() == Names.SEED_HZ && p.tracepoints() == Names.SEED_TRACEPOINTS);
        double deferredOriginal = deferred.of("original", Names.SEED_HZ).medianAt(Names.SEED_TRACEPOINTS);
        for (String implementation : deferred.implementations()) {
            addLab(bars, "deferred: ", deferred.of(implementation, Names.SEED_HZ), implementation, deferredOriginal,
                    run.marks());
        }
        DecadeAxis axis = new DecadeAxis("time to disable all (logarithmic)",
                Math.pow(10, Math.floor(Math.log10(bars.lowest() / 1.5))), bars.highest() * 3, Units::tick);
        CategoryPlot plot = bars.plot(axis);
        plot.setFixedLegendItems(legend(Stream.concat(scale.implementations().stream(),
                deferred.implementations().stream()).distinct().toList(), run.marks()));
        return RenderedChart.of(ChartStyle.finish(ChartStyle.format(
                "Disabling all events at the kernel commit's scale: "
                + "N=%,d, HZ=%d",
                        Names.SEED_TRACEPOINTS, Names.SEED_HZ),
                "pale: kernel, from the commit's message; full: this lab, call-site or deferred patching; "
                        + "\u00d7: ratio to its own original",
                "Bars: median; whiskers: smallest to greatest iteration. The axis is logarithmic: compare the labels, "
                + "not "
                        + "the lengths. The commit's N and HZ are inferred.", plot), bars.description(),
                bars.data(Units::seconds));
    }

    private static void addSeed(Bars bars, RunData run) {
        Optional<Double> original = run.seed().seconds("original");
        for (String implementation : List.of("original", "unconditional")) {
            run.seed().seconds(implementation).ifPresent(s -> bars.add(new Bars.Bar("commit: " + implementation, s, s,
                    s, label(s, original.orElse(Double.NaN), implementation),
                    Style.pale(Style.color(implementation)), "kernel commit, " + implementation, 1)));
        }
    }

    private static void addLab(Bars bars, String prefix, CostCurve own, String implementation, double original,
            Marks marks) {
        List<Double> seconds = own.secondsByN().get(Names.SEED_TRACEPOINTS);
        double median = Stats.median(Stats.array(seconds));
        bars.add(new Bars.Bar(prefix + implementation, median, seconds.stream().min(Double::compare).orElse(median),
                seconds.stream().max(Double::compare).orElse(median), label(median, original, implementation),
                Style.color(implementation), prefix.replace(":", ",") + marks.label(implementation), seconds.size()));
    }

    private static String label(double seconds, double original, String implementation) {
        String ratio = implementation.equals("original") || !Double.isFinite(original) ? ""
                : "\n(" + Units.ratio(seconds / original) + ")";
        return Units.seconds(seconds) + ratio;
    }

    private static LegendItemCollection legend(List<String> implementations, Marks marks) {
        LegendItemCollection items = new LegendItemCollection();
        for (String implementation : implementations) {
            Color color = Style.color(implementation);
            items.add(new LegendItem(marks.label(implementation), null, null, null,
                    new Rectangle2D.Double(-9, -6, 18, 12), color));
        }
        return items;
    }
}
