package org.tracepointlab.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.Marks;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.data.Validity;

/** The run in one sentence, and whether it can be believed. */
public final class Headline {

    private Headline() {
    }

    /** What disabling the largest number of tracepoints that all implementations were measured at took. */
    public static String of(RunData run) {
        CostCurve disable = run.curve().main("disable");
        if (disable.points().isEmpty()) {
            return "This run has no disable-all of the kernel flavour with call-site patching.";
        }
        int n = disable.largestN();
        CostCurve largest = disable.where(p -> p.tracepoints() == n);
        int hz = largest.hzs().get(largest.hzs().size() - 1);
        List<String> parts = new ArrayList<>();
        for (String implementation : largest.where(p -> p.hz() == hz).implementations()) {
            String mark = run.marks().of(implementation);
            parts.add(implementation + " " + Units.seconds(largest.of(implementation, hz).medianAt(n))
                    + (mark.equals(Marks.CORRECT) ? "" : " (" + mark + ")"));
        }
        return Markdown.format("Disabling %,d tracepoints at HZ=%d takes: %s.", n, hz, String.join(", ", parts));
    }

    /** Whether the run can be believed, and why not. */
    public static String validity(Validity validity) {
        String ticks = validity.ticks() == 0 ? "no ticks were counted"
                : Markdown.format("%,d of %,d ticks late (%.2f%%)", validity.lateTicks(), validity.ticks(),
                        validity.latePercent());
        return validity.valid() ? "valid run: " + ticks
                : "INVALID run, do not trust its times: " + String.join("; ", validity.reasons());
    }
}
