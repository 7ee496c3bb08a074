package org.tracepointlab.lab.chart;

import java.util.List;
import java.util.SortedMap;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.RunData;

/**
 * Seconds of an enable-all right behind a disable-all, against N: where conditional pays the one wait that it saved.
 */
final class ReenableChart {

    private ReenableChart() {
    }

    static RenderedChart draw(RunData run) {
        CostCurve enabling = run.curve().main("reenable").enablingHalf();
        if (enabling.points().isEmpty()) {
            return RenderedChart.missing(
                    "no re-enable of the kernel flavour with call-site patching on 1 CPU that times its halves");
        }
        Curves curves = new Curves();
        boolean kernel = false;
        for (String implementation : List.of("original", "conditional")) {
            SortedMap<Integer, List<Double>> seconds =
                    run.kernel().secondsByN(KernelReference.EMULATED, implementation, 250, "reenable");
            kernel |= !seconds.isEmpty();
            curves.add("kernel emulated, " + implementation + " at HZ=250", seconds.headMap(enabling.largestN() + 1),
                    Style.color(implementation), Style.kernelLine(), Style.kernelMarker(1), false);
        }
        CostCurveChart.addLab(curves, enabling, run.marks());
        CostCurveChart.labLegend(curves, enabling, run.marks());
        if (kernel) {
            curves.legendLine("kernel 6.1, HZ=250, 2 CPUs, emulated", Style.kernelLine(), Style.kernelMarker(1), false);
        }
        return RenderedChart.of(ChartStyle.finish("Enabling N tracepoints again right after disabling them",
                "only the enabling; kernel-paced grace periods, 1 CPU, call-site patching",
                "Markers: median of the iterations; bands: smallest to greatest. The kernel's unconditional is left "
                        + "out: its line is that of the kernel's conditional without the wait.",
                        curves.plot("tracepoints enabled, N",
                                "time to enable all N", 3.4)), curves.description(), curves.data());
    }
}
