package org.tracepointlab.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;

/** What {@code lab kernel} measured, with the lab's figures at the same N beside it. */
public final class HostKernelSection {

    private static final List<String> PHASES = List.of("enable", "disable", "reenable", "enable_all", "disable_all",
            "literal_enable", "literal_disable");

    private HostKernelSection() {
    }

    static String of(RunData run) {
        if (run.host().rows().isEmpty()) {
            return "This run has no " + KernelReference.HOST_FILE + "; `lab kernel --run RUN_DIR`, run as root, "
                    + "writes it.";
        }
        KernelReference.Row any = run.host().rows().get(0);
        return Markdown.format("Kernel %s, HZ=%s, %d CPUs, its tracepoint code: %s. The medians are for all N "
                + "together.\n\n",
                Table.escaped(any.release()), any.hz() > 0 ? "" + any.hz() : "unknown", any.cpus(),
                Table.escaped(any.implementation())) + table(run.host()).markdown();
    }

    /** Medians of every phase by N. */
    public static Table table(KernelReference host) {
        List<String> phases = PHASES.stream().filter(p -> host.rows().stream().anyMatch(r -> r.phase().equals(p)))
                .toList();
        List<String> header = new ArrayList<>(List.of("N"));
        header.addAll(phases);
        header.add("disable, each");
        Table table = new Table(header.toArray(String[]::new));
        SortedSet<Integer> sizes = new TreeSet<>(host.rows().stream().map(KernelReference.Row::tracepoints).toList());
        KernelReference.Row any = host.rows().get(0);
        for (int n : sizes) {
            List<String> row = new ArrayList<>(List.of("" + n));
            phases.forEach(p -> row.add(Units.seconds(
                    host.medianAt(any.source(), any.implementation(), any.hz(), p, n))));
            row.add(Units.seconds(host.medianAt(any.source(), any.implementation(), any.hz(), "disable", n) / n));
            table.row(row);
        }
        return table;
    }
}
