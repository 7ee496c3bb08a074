package org.tracepointlab.lab.report;

import java.util.List;
import java.util.TreeSet;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;

/** The short table at the end of a run: what disable-all cost at a small, a middle and the largest N of each HZ. */
public final class ConsoleTable {

    private static final int MIDDLE = 100;

    private ConsoleTable() {
    }

    /** What to conclude, the table, and below it whether the run is valid. */
    public static String of(RunData run) {
        Table table = new Table("implementation", "verdict", "HZ", "N", "seconds", "waits", "ratio to original",
                "readers saw mismatches");
        CostCurve disable = run.curve().main("disable");
        for (int hz : disable.hzs()) {
            for (int n : sizes(disable.where(p -> p.hz() == hz))) {
                rows(table, run, disable, hz, n);
            }
        }
        String body = table.isEmpty() ? "no disable-all of the kernel flavour in this run" : table.plain();
        return Conclusions.plain(run) + "\n\n" + body + "\n" + Headline.validity(run.validity());
    }

    private static void rows(Table table, RunData run, CostCurve disable, int hz, int n) {
        double original = disable.of("original", hz).medianAt(n);
        for (String implementation : disable.implementations()) {
            CostCurve cell = disable.of(implementation, hz).where(p -> p.tracepoints() == n);
            if (!cell.points().isEmpty()) {
                double seconds = cell.medianAt(n);
                table.row(implementation, run.marks().of(implementation), "" + hz, "" + n,
                        Markdown.format("%.6f", seconds), ascii(Markdown.waits(cell)),
                        ascii(Units.ratio(seconds / original)), run.validity().readersSaw(implementation));
            }
        }
    }

    /** A terminal may have no sign beyond ASCII. */
    private static String ascii(String text) {
        return text.replace("\u00d7", " x").replace('\u2013', '-');
    }

    private static List<Integer> sizes(CostCurve curve) {
        TreeSet<Integer> all = new TreeSet<>(curve.secondsByN().keySet());
        TreeSet<Integer> some = new TreeSet<>(List.of(all.first(), all.last()));
        Integer middle = all.floor(MIDDLE);
        if (middle != null) {
            some.add(middle);
        }
        return List.copyOf(some);
    }
}
