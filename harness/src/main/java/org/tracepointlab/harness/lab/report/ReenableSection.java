package org.tracepointlab.harness.lab.report;

import org.tracepointlab.harness.lab.data.CostCurve;
import org.tracepointlab.harness.lab.data.KernelReference;
import org.tracepointlab.harness.lab.data.RunData;
import org.tracepointlab.harness.lab.data.Units;

/** One disable-all with an enable-all right behind it. */
final class ReenableSection {

    private static final int EMULATED_HZ = 250;

    private ReenableSection() {
    }

    static String of(RunData run) {
        CostCurve reenable = run.curve().main("reenable");
        if (reenable.points().isEmpty()) {
            return "Not measured in this run.";
        }
        Table table = new Table("implementation", "HZ", "N", "disable and enable", "waits",
                "kernel, emulated, 2 CPUs: disable + enable");
        for (int hz : reenable.hzs()) {
            for (String implementation : reenable.implementations()) {
                CostCurve own = reenable.of(implementation, hz);
                for (int n : own.secondsByN().keySet()) {
                    table.row(implementation, "" + hz, "" + n, Units.seconds(own.medianAt(n)),
                            Markdown.waits(own.where(p -> p.tracepoints() == n)),
                            Units.seconds(kernel(run.kernel(), implementation, hz, n)));
                }
            }
        }
        return "Medians of both halves together. Conditional's re-enable waits at most once, whatever N is: its first "
                + "registration pays for all removals before it, unless their grace period has passed meanwhile.\n\n"
                + table.markdown();
    }

    private static double kernel(KernelReference kernel, String implementation, int hz, int n) {
        return hz != EMULATED_HZ ? Double.NaN
                : kernel.medianAt(KernelReference.EMULATED, implementation, hz, "disable", n)
                        + kernel.medianAt(KernelReference.EMULATED, implementation, hz, "reenable", n);
    }
}
