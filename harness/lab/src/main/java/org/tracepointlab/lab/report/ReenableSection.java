package org.tracepointlab.lab.report;

import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;

/** An enable-all right behind a disable-all. */
final class ReenableSection {

    private ReenableSection() {
    }

    static String of(RunData run) {
        CostCurve reenable = run.curve().main("reenable");
        if (reenable.points().isEmpty()) {
            return "Not measured in this run.";
        }
        CostCurve enabling = reenable.enablingHalf();
        Table table = new Table("implementation", "HZ", "N", "both halves", "enabling alone", "waits while enabling",
                "kernel, virtual time, 1 CPU: enabling alone", "kernel, emulated, 2 CPUs: enabling alone");
        for (int hz : reenable.hzs()) {
            for (String implementation : reenable.implementations()) {
                CostCurve own = reenable.of(implementation, hz);
                for (int n : own.secondsByN().keySet()) {
                    table.row(run.marks().flagged(implementation), "" + hz, "" + n, Units.seconds(own.medianAt(n)),
                            Units.seconds(enabling.of(implementation, hz).medianAt(n)),
                            Markdown.waits(own.where(p -> p.tracepoints() == n)),
                            kernel(run.kernel(), KernelReference.VIRTUAL_TIME, implementation, hz, n),
                            kernel(run.kernel(), KernelReference.EMULATED, implementation, hz, n));
                }
            }
        }
        return "Medians of one disable-all and an enable-all right after it. The first registration of conditional "
                + "waits for all earlier removals, unless their grace period has already elapsed: at most one wait, "
                + "for any N.\n\n"
                + table.markdown();
    }

    private static String kernel(KernelReference kernel, String source, String implementation, int hz, int n) {
        return Units.seconds(kernel.medianAt(source, implementation, hz, "reenable", n));
    }
}
