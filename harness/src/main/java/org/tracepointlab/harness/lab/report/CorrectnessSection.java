package org.tracepointlab.harness.lab.report;

import org.tracepointlab.harness.lab.data.CostCurve;
import org.tracepointlab.harness.lab.data.Marks;
import org.tracepointlab.harness.lab.data.RunData;

/** What the exhaustive check before the run found, and what the run's own readers saw. */
final class CorrectnessSection {

    private CorrectnessSection() {
    }

    static String of(RunData run) {
        Table table = new Table("implementation", "every interleaving", "readers of this run saw");
        CostCurve curve = run.curve();
        for (String implementation : curve.implementations()) {
            String mark = run.marks().of(implementation);
            table.row(implementation, mark.equals(Marks.MISMATCH) ? "**" + mark + "**" : mark,
                    run.validity().readersSaw(implementation));
        }
        return table.isEmpty() ? "Not measured in this run." : "Checked before the run, up to the bounds in `" + Marks.FILE
                + "`: a func is only ever called with data that it was registered with, and never after its unregister and "
                + "then a synchronize have returned. That readers saw nothing is no proof.\n\n" + table.markdown();
    }
}
