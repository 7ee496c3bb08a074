package org.tracepointlab.lab.report;

import java.util.List;
import java.util.stream.Collectors;
import org.tracepointlab.lab.data.Marks;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Validity;

/** The run in one sentence, and whether it can be believed. */
public final class Headline {

    private Headline() {
    }

    /** What disabling took at the largest number of tracepoints that most implementations were measured at. */
    public static String of(RunData run) {
        List<Figures.Figure> figures = Figures.of(run);
        if (figures.isEmpty()) {
            return "This run has no disable-all of the kernel flavour with call-site patching.";
        }
        return Markdown.format("Disabling %,d tracepoints at HZ=%d takes: %s.", figures.get(0).tracepoints(),
                figures.get(0).hz(), figures.stream().map(f -> f.implementation() + " " + f.median()
                        + (f.mark().equals(Marks.CORRECT) ? "" : " (" + f.mark() + ")"))
                        .collect(Collectors.joining(", ")));
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
