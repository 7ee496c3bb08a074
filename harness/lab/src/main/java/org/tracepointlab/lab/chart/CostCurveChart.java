package org.tracepointlab.lab.chart;

import java.util.List;
import java.util.TreeMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.Marks;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SeedPoints;
import org.tracepointlab.lab.data.Units;

/**
 * Seconds of disable-all against N, with the kernel's curves and the seed's points.
 *
 * <p>Of the kernel's curves in virtual time only the unconditional ones are drawn: text patching costs next to nothing
 * there, so that the others would be seen as a fact about kernels. Those are drawn from the emulated wall clock.
 */
final class CostCurveChart {

    private CostCurveChart() {
    }

    static RenderedChart draw(RunData run) {
        CostCurve disable = run.curve().main("disable");
        return disable.points().isEmpty()
                ? RenderedChart.missing("no disable-all of the kernel flavour with call-site patching on 1 CPU")
                : draw(disable, "disable", run.marks(), run.kernel(), run.seed());
    }

    /** Points of the lab's main line, all of this phase, with the references that there are. */
    static RenderedChart draw(CostCurve points, String phase, Marks marks, KernelReference kernel, SeedPoints seed) {
        Curves curves = new Curves();
        addKernel(curves, kernel);
        addLab(curves, points, marks);
        addSeed(curves, seed);
        legend(curves, points, marks, kernel, seed);
        String verb = phase.equals("disable") ? "disable" : "enable";
        XYPlot plot = curves.plot("tracepoints " + verb + "d, N", "time to " + verb + " all N", 3.4);
        JFreeChart chart = ChartStyle.finish(phase.equals("disable")
                ? "Disabling N tracepoints: what each implementation costs" : phase.equals("enable")
                ? "Enabling N tracepoints" : "Enabling N tracepoints again right after disabling them",
                "kernel-paced grace periods, 1 CPU, call-site patching",
                "Markers: median of the iterations; bands: smallest to greatest."
                        + (kernel.rows().isEmpty() ? "" : " Kernel rows have 3 more removals, the tracer's own.")
                        + (seed.points().isEmpty() ? "" : " The kernel commit's N and HZ are inferred."), plot);
        return RenderedChart.of(chart, curves.description(), curves.data());
    }

    static void addLab(Curves curves, CostCurve points, Marks marks) {
        List<Integer> hzs = points.hzs();
        for (String implementation : points.implementations()) {
            for (int i = 0; i < hzs.size(); i++) {
                int style = hzs.size() - 1 - i;
                curves.add(marks.label(implementation) + " at HZ=" + hzs.get(i),
                        points.of(implementation, hzs.get(i)).secondsByN(),
                        Style.color(implementation), Style.line(style), Style.marker(implementation), true);
            }
            points.hzs().stream().reduce((a, b) -> b).ifPresent(hz -> curves.name(implementation,
                    points.of(implementation, hz).secondsByN(), Style.color(implementation)));
        }
    }

    static void labLegend(Curves curves, CostCurve points, Marks marks) {
        points.implementations().forEach(i -> curves.legendLine(marks.label(i), Style.solid(), Style.marker(i), true,
                Style.color(i)));
        List<Integer> hzs = points.hzs();
        for (int i = hzs.size() - 1; i >= 0; i--) {
            curves.legendLine("lab, HZ=" + hzs.get(i), Style.line(hzs.size() - 1 - i), Style.none(), true);
        }
    }

    private static void addKernel(Curves curves, KernelReference kernel) {
        for (int hz : List.of(250, 1000)) {
            curves.add("kernel in virtual time, unconditional at HZ=" + hz,
                    kernel.secondsByN(KernelReference.VIRTUAL_TIME, "unconditional", hz, "disable"),
                    Style.color("unconditional"), Style.kernelLine(), Style.kernelMarker(0), false);
        }
        for (String implementation : List.of("original", "conditional")) {
            curves.add("kernel emulated, " + implementation + " at HZ=250",
                    kernel.secondsByN(KernelReference.EMULATED, implementation, 250, "disable"),
                    Style.color(implementation), Style.kernelLine(), Style.kernelMarker(1), false);
        }
    }

    private static void addSeed(Curves curves, SeedPoints seed) {
        for (SeedPoints.Point p : seed.points()) {
            TreeMap<Integer, List<Double>> one = new TreeMap<>();
            one.put(p.tracepoints(), List.of(p.seconds()));
            curves.add("commit message, " + p.implementation(), one, Style.SEED, null, Style.diamond(), false);
            curves.label("Linux " + Units.seconds(p.seconds()), p.tracepoints(), p.seconds(), Style.SEED);
        }
    }

    private static void legend(Curves curves, CostCurve points, Marks marks, KernelReference kernel, SeedPoints seed) {
        labLegend(curves, points, marks);
        if (!kernel.rows().isEmpty()) {
            curves.legendLine("kernel 6.1, HZ=250 and 1000, 1 CPU, virtual time", Style.kernelLine(),
                    Style.kernelMarker(0), false);
            curves.legendLine("kernel 6.1, HZ=250, 2 CPUs, emulated", Style.kernelLine(), Style.kernelMarker(1), false);
        }
        if (!seed.points().isEmpty()) {
            curves.legendLine("message of Linux commit 231264d6927f", null, Style.diamond(), false);
        }
    }
}
