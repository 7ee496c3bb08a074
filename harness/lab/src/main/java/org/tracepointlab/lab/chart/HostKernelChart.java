package org.tracepointlab.lab.chart;

import java.util.List;
import java.util.TreeSet;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.RunData;

/** What the machine's own kernel takes ({@code lab kernel}), laid over the lab's curve. */
final class HostKernelChart {

    private static final List<String> PHASES = List.of("disable", "reenable");

    private HostKernelChart() {
    }

    static RenderedChart draw(RunData run) {
        KernelReference host = run.host();
        if (host.rows().isEmpty()) {
            return RenderedChart.missing("no " + KernelReference.HOST_FILE + ", which lab kernel makes");
        }
        return draw(host, run);
    }

    /** The host's curve alone if the run has no disable-all. */
    static RenderedChart draw(KernelReference host, RunData run) {
        Curves curves = new Curves();
        KernelReference.Row any = host.rows().get(0);
        for (int i = 0; i < PHASES.size(); i++) {
            curves.add("this machine's kernel, " + PHASES.get(i),
                    host.secondsByN(any.source(), any.implementation(), any.hz(),
                    PHASES.get(i)), Style.SEED, Style.kernelLine(), Style.kernelMarker(i), false);
            curves.name("kernel: " + PHASES.get(i), host.secondsByN(any.source(), any.implementation(), any.hz(),
                    PHASES.get(i)), Style.SEED);
        }
        if (curves.isEmpty()) {
            return RenderedChart.missing("no disable or reenable in the probe's rows");
        }
        CostCurve disable = run.curve().main("disable");
        int hz = new TreeSet<>(disable.hzs()).contains(any.hz()) ? any.hz() : disable.hzs().isEmpty() ? 0
                : disable.hzs().get(disable.hzs().size() - 1);
        CostCurve at = disable.where(p -> p.hz() == hz);
        CostCurveChart.addLab(curves, at, run.marks());
        CostCurve again = run.curve().main("reenable").enablingHalf().where(p -> p.hz() == hz
                && p.implementation().equals("conditional"));
        curves.add("lab " + run.marks().label("conditional") + ", enabling again", again.secondsByN(),
                Style.color("conditional"), Style.solid(),
                Style.again(), true);
        CostCurveChart.labLegend(curves, at, run.marks());
        for (int i = 0; i < PHASES.size(); i++) {
            curves.legendLine("this machine's kernel: " + PHASES.get(i), Style.kernelLine(), Style.kernelMarker(i),
                    false);
        }
        if (!again.points().isEmpty()) {
            curves.legendLine("lab, conditional: reenable", Style.solid(), Style.again(), true,
                    Style.color("conditional"));
        }
        return RenderedChart.of(ChartStyle.finish("This machine's own kernel beside the lab",
                ChartStyle.format(
                "kernel %s, HZ=%s, %d CPUs, %s; lab: kernel-paced grace periods, 1 CPU, call-site patching",
                        any.release(), any.hz() > 0 ? "" + any.hz() : "unknown", any.cpus(), any.implementation()),
                "Markers: median of the repeats; bands: smallest to greatest. One write a tracepoint, in a tracefs "
                + "instance of "
                        + "the probe's own.", curves.plot("tracepoints, N", "time for all N", 5)),
                curves.description(), curves.data());
    }
}
