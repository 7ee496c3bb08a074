package org.tracepointlab.lab.report;

import java.util.List;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.RunData;

/** Exact counts of one operation at the largest N. */
final class CountsSection {

    private CountsSection() {
    }

    static String of(RunData run) {
        Table table = new Table("implementation", "operation", "HZ", "N", "waits", "RCU", "SRCU", "patches");
        for (String phase : List.of("disable", "enable", "reenable")) {
            CostCurve points = run.curve().main(phase);
            for (String implementation : points.implementations()) {
                CostCurve own = points.where(p -> p.implementation().equals(implementation));
                int n = own.largestN();
                CostCurve at = own.where(p -> p.tracepoints() == n);
                int hz = at.hzs().get(at.hzs().size() - 1);
                CostCurve cell = at.where(p -> p.hz() == hz);
                table.row(run.marks().flagged(implementation), phase, "" + hz, "" + n, Markdown.waits(cell),
                        Markdown.counter(cell, "rcuWaits"), Markdown.counter(cell, "srcuWaits"),
                        Markdown.counter(cell, "patches"));
            }
        }
        if (table.isEmpty()) {
            return "Not measured in this run.";
        }
        return "Counts are per iteration; where iterations differ, a range is shown. A wait is one call that had to "
                + "wait for grace periods of both kinds; RCU and SRCU count the synchronisations within waits. By the "
                + "kernel's code, one disable-all of N waits 0 times in original, N times in unconditional, and 0 "
                + "times in conditional. Of a re-enable, only the enabling half is counted.\n\n" + table.markdown();
    }
}
