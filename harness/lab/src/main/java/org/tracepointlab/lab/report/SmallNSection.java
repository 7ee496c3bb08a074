package org.tracepointlab.lab.report;

import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;

/**
 * Disable-all of a few, after the removals of the tracer's own probes, beside the kernel's rows, which have them too.
 */
final class SmallNSection {

    private static final int FURTHER = 3;

    private SmallNSection() {
    }

    static String of(RunData run) {
        CostCurve further = run.curve().where(p -> p.furtherRemovals() == FURTHER && p.readers() == 0 && p.cpus() == 1
                && p.phase().equals("disable") && p.rcu().equals("kernel") && p.patching().equals("callsite"));
        CostCurve alone = run.curve().main("disable");
        Table table = new Table("implementation", "HZ", "N", "lab, with 3 further", "lab, without",
                "kernel, virtual time");
        for (int hz : further.hzs()) {
            for (String implementation : further.implementations()) {
                CostCurve own = further.of(implementation, hz);
                for (int n : own.secondsByN().keySet()) {
                    table.row(run.marks().flagged(implementation), "" + hz, "" + n, withJiffies(own.medianAt(n), hz),
                            withJiffies(alone.of(implementation, hz).medianAt(n), hz),
                            withJiffies(run.kernel().medianAt(KernelReference.VIRTUAL_TIME, implementation, hz,
                                    "disable", n), hz));
                }
            }
        }
        if (table.isEmpty()) {
            return "Not measured in this run.";
        }
        return "The tracer's three probes on sched events come with the first event and go with the last. So the "
                + "kernel's rows have three more removals than their N. Here, too, these removals come first. Medians, "
                + "with jiffies in brackets.\n\n" + table.markdown();
    }

    private static String withJiffies(double seconds, int hz) {
        return Double.isFinite(seconds) ? Units.seconds(seconds) + Markdown.format(" (%.2f)", seconds * hz)
                : Markdown.NONE;
    }
}
