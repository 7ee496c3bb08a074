package org.tracepointlab.lab.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tracepointlab.lab.data.Marks;
import org.tracepointlab.lab.data.RunData;

/** The mark of each implementation, and what it comes from. */
final class CorrectnessSection {

    private CorrectnessSection() {
    }

    static String of(RunData run) {
        Set<String> implementations = new LinkedHashSet<>(run.curve().implementations());
        implementations.addAll(run.marks().checks().keySet());
        Table table = new Table("implementation", "mark", "checked", "readers, probes, operations", "states",
                "violations", "mismatches that readers met");
        for (String implementation : implementations) {
            List<Marks.Check> checks = new ArrayList<>(run.marks().checks().getOrDefault(implementation, List.of()));
            if (checks.isEmpty()) {
                table.row(implementation, run.marks().of(implementation), Markdown.NONE, Markdown.NONE, Markdown.NONE,
                        Markdown.NONE, readers(run, implementation));
            }
            checks.forEach(c -> table.row(implementation, run.marks().of(implementation), c.scenarios(), c.bounds(),
                    Markdown.format("%,d", c.states()), Markdown.format("%,d", c.violations()),
                    readers(run, implementation)));
        }
        return table.isEmpty() ? "Nothing was checked or measured."
                : "Before the run, the check visited every interleaving of updates and readers up to its bounds (`lab "
                        + "check` shows how a violation comes about). MISMATCH: a func can be called with another "
                        + "func's data.\n\n"
                        + table.markdown();
    }

    private static String readers(RunData run, String implementation) {
        return run.validity().checked().containsKey(implementation) ? run.validity().readersSaw(implementation)
                : Markdown.NONE;
    }
}
