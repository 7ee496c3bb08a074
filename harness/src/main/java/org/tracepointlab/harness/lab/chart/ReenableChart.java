package org.tracepointlab.harness.lab.chart;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tracepointlab.harness.lab.data.CostCurve;
import org.tracepointlab.harness.lab.data.KernelReference;
import org.tracepointlab.harness.lab.data.Names;
import org.tracepointlab.harness.lab.data.RunData;

/**
 * Seconds of one disable-all with an enable-all right behind it, against N. The kernel's two were timed one by one; its
 * line is the sum of their medians, from the emulated wall clock.
 */
final class ReenableChart {

    private ReenableChart() {
    }

    static Drawn draw(RunData run) {
        CostCurve reenable = run.curve().main("reenable");
        if (reenable.points().isEmpty()) {
            return Drawn.missing("no re-enable of the kernel flavour with call-site patching on 1 CPU");
        }
        Curves curves = new Curves();
        boolean kernel = false;
        for (String implementation : Names.IMPLEMENTATIONS) {
            SortedMap<Integer, List<Double>> both = both(run.kernel(), implementation, reenable.largestN());
            kernel |= !both.isEmpty();
            curves.add("kernel" + implementation, both, Style.color(implementation), Style.kernelLine(),
                    Style.kernelMarker(1), false);
        }
        CostCurveChart.addLab(curves, reenable);
        CostCurveChart.labLegend(curves, reenable);
        if (kernel) {
            curves.legendLine("kernel 6.1, HZ=250, 2 CPUs, emulated", Style.kernelLine(), Style.kernelMarker(1), false);
        }
        return Drawn.of(Style.finish("Disabling N tracepoints and enabling them again",
                "kernel-paced grace periods, 1 CPU, call-site patching; both halves are in the time",
                "Markers: median of the iterations; bands: smallest to greatest. The kernel's line is the sum of the "
                        + "medians of its two halves.", curves.plot("tracepoints, N", "time to disable and enable all N", 1.6)));
    }

    private static SortedMap<Integer, List<Double>> both(KernelReference kernel, String implementation, int largest) {
        SortedMap<Integer, List<Double>> sums = new TreeMap<>();
        for (int n : kernel.secondsByN(KernelReference.EMULATED, implementation, 250, "reenable").keySet()) {
            double disable = kernel.medianAt(KernelReference.EMULATED, implementation, 250, "disable", n);
            double enable = kernel.medianAt(KernelReference.EMULATED, implementation, 250, "reenable", n);
            if (n <= largest && Double.isFinite(disable)) {
                sums.put(n, List.of(disable + enable));
            }
        }
        return sums;
    }
}
