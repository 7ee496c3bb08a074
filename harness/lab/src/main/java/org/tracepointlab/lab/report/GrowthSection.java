package org.tracepointlab.lab.report;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Fit;

/** Slope, intercept and ratio of disable-all, each with the kernel's beside it. */
final class GrowthSection {

    private static final int EMULATED_HZ = 250;

    private GrowthSection() {
    }

    static String of(RunData run) {
        CostCurve disable = run.curve().main("disable");
        if (disable.points().isEmpty()) {
            return "Not measured in this run.";
        }
        return "Seconds of a disable-all against N (kernel flavour, 1 CPU, call-site patching). Each fit is ordinary "
                + "least squares over every iteration with N of " + CostCurve.FIT_FROM + " or more; the kernel's rows "
                + "are fitted likewise. The kernel's intercept contains three further removals. In virtual time text "
                + "patching costs almost nothing, so only the figure that consists of jiffies, the slope of "
                + "unconditional, carries over from there.\n\n"
                + slopes(run, disable) + "\n" + ratios(run, disable);
    }

    private static String slopes(RunData run, CostCurve disable) {
        Table table = new Table("implementation", "HZ", "slope a tracepoint", "intercept", "R\u00b2", "iterations",
                "kernel, virtual time, 1 CPU: slope", "intercept there", "kernel, emulated, 2 CPUs: slope");
        for (int hz : disable.hzs()) {
            for (String implementation : disable.implementations()) {
                Optional<Fit> own = disable.of(implementation, hz).fit();
                Optional<Fit> virtual = run.kernel().fit(KernelReference.VIRTUAL_TIME, implementation, hz);
                Optional<Fit> emulated = run.kernel().fit(KernelReference.EMULATED, implementation, hz);
                table.row(run.marks().flagged(implementation), "" + hz,
                        own.map(f -> Markdown.slope(f, hz)).orElse("fewer than 3 such N"),
                        own.map(f -> Units.seconds(f.intercept())).orElse(Markdown.NONE),
                        own.map(Markdown::r2).orElse(Markdown.NONE),
                        own.map(f -> "" + f.points()).orElse(Markdown.NONE),
                        virtual.map(f -> Markdown.slope(f, hz)).orElse(Markdown.NONE),
                        virtual.map(f -> Units.seconds(f.intercept())).orElse(Markdown.NONE),
                        emulated.map(f -> Markdown.slope(f, hz)).orElse(Markdown.NONE));
            }
        }
        return table.markdown();
    }

    private static String ratios(RunData run, CostCurve disable) {
        Table table = new Table("where", "HZ", "N", "unconditional / original", "conditional / original");
        for (int hz : disable.hzs()) {
            int n = largestCommonN(disable, hz);
            if (n > 0) {
                double original = disable.of("original", hz).medianAt(n);
                table.row("lab, 1 CPU", "" + hz, "" + n,
                        Units.ratio(disable.of("unconditional", hz).medianAt(n) / original),
                        Units.ratio(disable.of("conditional", hz).medianAt(n) / original));
            }
        }
        kernelRatio(run.kernel(), table);
        run.seed().seconds("original").ifPresent(original -> run.seed().seconds("unconditional").ifPresent(
                after -> table.row("commit message (N, HZ inferred)", "" + Names.SEED_HZ, "" + Names.SEED_TRACEPOINTS,
                        Units.ratio(after / original), Markdown.NONE)));
        return table.isEmpty() ? "" : "Ratios of the medians at the largest N:\n\n" + table.markdown();
    }

    private static void kernelRatio(KernelReference kernel, Table table) {
        int n = kernel.largestCommonN(KernelReference.EMULATED, EMULATED_HZ, "disable", Names.IMPLEMENTATIONS);
        if (n > 0) {
            List<Double> seconds = Names.IMPLEMENTATIONS.stream()
                    .map(i -> kernel.medianAt(KernelReference.EMULATED, i, EMULATED_HZ, "disable", n)).toList();
            table.row("kernel, emulated, 2 CPUs, wall clock", "" + EMULATED_HZ, "" + n,
                    Units.ratio(seconds.get(1) / seconds.get(0)), Units.ratio(seconds.get(2) / seconds.get(0)));
        }
    }

    /** Greatest N of this HZ at which the original and another one were measured, or 0. */
    private static int largestCommonN(CostCurve disable, int hz) {
        TreeSet<Integer> others = new TreeSet<>(disable.of("unconditional", hz).secondsByN().keySet());
        others.addAll(disable.of("conditional", hz).secondsByN().keySet());
        others.retainAll(disable.of("original", hz).secondsByN().keySet());
        return others.isEmpty() ? 0 : others.last();
    }
}
