package org.tracepointlab.lab.chart;

import java.util.List;
import org.jfree.chart.plot.CategoryPlot;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.chart.DecadeAxis;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Measurement;
import org.tracepointlab.lab.run.Summary;

/** All implementations at the seed's scale, the kernel's three and those beyond them, one by one and in batches. */
final class BeyondChart {

    private BeyondChart() {
    }

    static RenderedChart draw(RunData run) {
        List<Measurement> seedScale = run.measurements().stream().filter(m -> m.benchmark().equals(Names.DISABLE_ALL)
                && m.param("rcu").equals("kernel") && m.param("patching").equals(patchingOf(m.param("implementation")))
                && m.param("hz").equals("" + Names.SEED_HZ)
                && m.param("tracepoints").equals("" + Names.SEED_TRACEPOINTS)).toList();
        if (seedScale.stream().noneMatch(m -> m.param("mode").equals("batch"))) {
            return RenderedChart.missing("no batches at the kernel commit's scale");
        }
        Bars bars = new Bars();
        for (String mode : List.of("one-by-one", "batch")) {
            for (String implementation : List.of("original", "unconditional", "conditional", "paired", "batched",
                    "lazy")) {
                Summary.of(seedScale.stream().filter(m -> m.param("mode").equals(mode)
                        && m.param("implementation").equals(implementation)).toList()).forEach(
                                s -> bars.add(bar(s, implementation, mode, run)));
            }
        }
        DecadeAxis axis = new DecadeAxis("time to disable all (logarithmic)",
                Math.pow(10, Math.floor(Math.log10(bars.lowest() / 1.5))), bars.highest() * 3, Units::tick);
        CategoryPlot plot = bars.plot(axis);
        return RenderedChart.of(ChartStyle.finish(ChartStyle.format("Beyond the kernel: disabling N=%,d at HZ=%d",
                Names.SEED_TRACEPOINTS,
                        Names.SEED_HZ), "* not the kernel's; a batch throws compiled code away once; "
                        + "lazy: deferred patching",
                "Bars: median; whiskers: smallest to greatest iteration. The axis is logarithmic: compare the labels, "
                + "not "
                        + "the lengths.", plot), bars.description(), bars.data(Units::seconds));
    }

    private static String patchingOf(String implementation) {
        return implementation.equals("lazy") ? "deferred" : "callsite";
    }

    private static Bars.Bar bar(Summary s, String implementation, String mode, RunData run) {
        boolean kernels = Names.IMPLEMENTATIONS.contains(implementation);
        String name = implementation + (kernels ? "" : "*") + " " + mode.replace('-', '\u00a0') + " "
                + run.marks().of(implementation);
        return new Bars.Bar(name, s.median(), s.min(), s.max(), Units.seconds(s.median()) + ", "
                + waits(s, run) + " waits", Style.color(implementation),
                run.marks().label(implementation), s.n());
    }

    private static String waits(Summary s, RunData run) {
        return ChartStyle.format("%.0f", run.measurements().stream().filter(m -> m.params().equals(s.first().params())
                && m.benchmark().equals(s.first().benchmark())).mapToDouble(m -> m.metric("gracePeriodWaits")).max()
                .orElse(0));
    }
}
